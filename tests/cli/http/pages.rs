//! Lists: every page, no page twice, and no more than was asked for.

use super::page;
use crate::support::Sandbox;
use crate::support::server::{Answer, Server};

/// `count` locations, numbered from `first`.
fn locations(first: usize, count: usize) -> String {
    let all: Vec<String> = (first..first + count).map(|number| format!(r#"{{"id":"l-{number}"}}"#)).collect();
    all.join(",")
}

/// The ids that `location list` prints, and which pages were asked for.
fn list(answers: Vec<Answer>, flags: &str) -> (usize, Vec<String>) {
    let server = Server::answering(answers);
    let run = Sandbox::playground(&server.address).run(&format!("location list -o id {flags}")).expect(0);
    let ids: Vec<String> = run.out.lines().map(str::to_owned).collect();
    let expected: Vec<String> = (0..ids.len()).map(|number| format!("l-{number}")).collect();
    assert_eq!(ids, expected);
    let pages = server.asked().into_iter().map(|asked| asked.path.split_once('?').expect("a query").1.to_owned());
    (ids.len(), pages.collect())
}

fn asked(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("page_number={number}&page_size=100")).collect()
}

#[test]
fn the_last_page_says_so() {
    let answers = vec![
        page(&locations(0, 2), r#","last":false"#),
        page(&locations(2, 2), r#","last":false"#),
        page(&locations(4, 1), r#","last":true"#),
    ];
    assert_eq!(list(answers, ""), (5, asked(3)));
}

#[test]
fn the_number_of_pages_is_enough() {
    let answers = vec![page(&locations(0, 2), r#","total_pages":2"#), page(&locations(2, 2), r#","total_pages":2"#)];
    assert_eq!(list(answers, ""), (4, asked(2)));
}

#[test]
fn without_a_word_a_full_page_has_another_one_after_it() {
    let answers = vec![page(&locations(0, 100), ""), page(&locations(100, 3), "")];
    assert_eq!(list(answers, ""), (103, asked(2)));
    assert_eq!(list(vec![page(&locations(0, 100), ""), page("", "")], ""), (100, asked(2)));
}

#[test]
fn a_server_with_smaller_pages_is_read_to_its_end() {
    let rest = r#","page_size":20"#;
    let answers = vec![page(&locations(0, 20), rest), page(&locations(20, 20), rest), page(&locations(40, 1), rest)];
    assert_eq!(list(answers, ""), (41, asked(3)));
}

#[test]
fn a_server_that_only_counts_is_read_to_its_end() {
    let rest = r#","total_elements":5"#;
    let answers = vec![page(&locations(0, 2), rest), page(&locations(2, 2), rest), page(&locations(4, 1), rest)];
    assert_eq!(list(answers, ""), (5, asked(3)));
}

#[test]
fn a_page_that_repeats_ends_the_list() {
    assert_eq!(list(vec![page(&locations(0, 2), r#","last":false"#)], ""), (2, asked(2)));
    assert_eq!(list(vec![page(&locations(0, 100), "")], ""), (100, asked(2)));
}

#[test]
fn an_empty_page_ends_the_list() {
    assert_eq!(list(vec![page("", r#","last":false"#)], ""), (0, asked(1)));
}

#[test]
fn a_limit_stops_asking() {
    let answers = || vec![page(&locations(0, 2), r#","last":false"#), page(&locations(2, 2), r#","last":false"#)];
    assert_eq!(list(answers(), "--limit 1"), (1, asked(1)));
    assert_eq!(list(answers(), "--limit 2"), (2, asked(1)));
    assert_eq!(list(answers(), "--limit 3"), (3, asked(2)));
    assert_eq!(list(answers(), "--limit 0"), (0, asked(0)));
}

#[test]
fn a_filter_goes_with_every_page() {
    let server = Server::answering(vec![page(r#"{"id":"d-1"}"#, r#","total_pages":2"#), page(r#"{"id":"d-2"}"#, "")]);
    Sandbox::playground(&server.address).run("device list --metadata till:3 --metadata a:b%c").expect(0);
    let paths: Vec<String> = server.asked().into_iter().map(|asked| asked.path).collect();
    for (number, path) in paths.iter().enumerate() {
        let query = format!("metadata=till%3A3&metadata=a%3Ab%25c&page_number={number}&page_size=100");
        assert_eq!(path, &format!("/ipp/v1/devices?{query}"));
    }
    assert_eq!(paths.len(), 2);
}

#[test]
fn lines_come_while_the_next_page_is_still_awaited() {
    let server = Server::answering(vec![page(&locations(0, 2), r#","last":false"#), Answer::Silence]);
    let mut run = Sandbox::playground(&server.address).begin("location list -o jsonl");
    assert_eq!([run.line(), run.line()], ["{\"id\":\"l-0\"}\n", "{\"id\":\"l-1\"}\n"]);
    server.wait_for("GET /ipp/v1/locations", 2);
}

#[test]
fn a_page_without_content_is_a_fault_of_the_server() {
    for body in ["{}", "[]", r#"{"content":{}}"#] {
        let server = Server::answering(vec![crate::support::server::json(200, body)]);
        Sandbox::playground(&server.address).run("location list").expect(8).says(&["cannot be read"]);
    }
}
