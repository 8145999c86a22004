//! Pages and filters, alike on every list.

use super::Api;
use serde_json::json;

const LISTS: [&str; 3] = ["/locations", "/enrollments", "/devices"];

#[tokio::test]
async fn the_envelope_is_the_documented_one() {
    let api = Api::new();
    for list in LISTS {
        let body = api.get(list).await.body(200);
        let total = i32::from(list != "/enrollments");
        assert_eq!(body["content"].as_array().map(Vec::len), Some(total as usize), "{list}");
        let envelope = json!([total, total, 0, 20, true, true]);
        let names = ["total_elements", "total_pages", "page_number", "page_size", "first", "last"];
        assert_eq!(json!(names.map(|name| &body[name])), envelope, "{list}");
    }
}

#[tokio::test]
async fn limits_are_refused_by_name() {
    let api = Api::new();
    for list in LISTS {
        for (query, field) in [
            ("page_size=0", "page_size"),
            ("page_size=101", "page_size"),
            ("page_size=-1", "page_size"),
            ("page_size=", "page_size"),
            ("page_size=ten", "page_size"),
            ("page_number=-1", "page_number"),
            ("page_number=2147483648", "page_number"),
            ("page_number=1.0", "page_number"),
        ] {
            api.get(&format!("{list}?{query}")).await.refuses(&[field]);
        }
        let body = api.get(&format!("{list}?page_size=100&page_number=2147483647&unknown=1")).await.body(200);
        assert_eq!((&body["first"], &body["last"]), (&json!(false), &json!(true)));
    }
}

#[tokio::test]
async fn metadata_filters_hold_together_and_are_limited() {
    let api = Api::new();
    let shop = api.shop().await;
    for (name, floor) in [("A", "1"), ("B", "1"), ("C", "2")] {
        let body = json!({"name": name, "metadata": {"floor": floor, "till": format!("x:{name}")}});
        api.post("/dev/devices", body).await.body(201);
    }
    let mut names = Vec::new();
    for query in [
        "metadata=floor:1",
        "metadata=floor:1&metadata=till:x:B",
        "metadata=floor%3A2",
        "metadata=floor:3",
        "metadata=simulated:true&page_size=2&page_number=1",
        &format!("location_id={shop}&metadata=floor:2"),
        "location_id=00000000-0000-0000-0000-0000000000ff",
    ] {
        let body = api.get(&format!("/devices?{query}")).await.body(200);
        let content = body["content"].as_array().expect("content").clone();
        names.push(content.iter().filter_map(|device| device["name"].as_str()).collect::<String>());
    }
    assert_eq!(names, ["AB", "B", "C", "", "BC", "C", ""]);
    for list in ["/enrollments", "/devices"] {
        api.get(&format!("{list}?metadata=a:1&metadata=a:2")).await.refuses(&["metadata"]);
        api.get(&format!("{list}?metadata=nocolon")).await.refuses(&["metadata"]);
        let six: Vec<_> = (0..6).map(|index| format!("metadata=k{index}:v")).collect();
        api.get(&format!("{list}?{}", six[..5].join("&"))).await.body(200);
        api.get(&format!("{list}?{}", six.join("&"))).await.refuses(&["metadata"]);
        api.get(&format!("{list}?location_id=")).await.refuses(&["location_id"]);
    }
}

#[tokio::test]
async fn used_codes_are_left_out_on_request() {
    let api = Api::new();
    api.post("/dev/devices", json!({"name": "Till"})).await.body(201);
    api.post("/enrollments", json!({"ttl": "TWO_HOURS"})).await.body(201);
    for (query, total) in [("", 2), ("?include_consumed=true", 2), ("?include_consumed=false", 1)] {
        assert_eq!(api.get(&format!("/enrollments{query}")).await.body(200)["total_elements"], total, "{query}");
    }
    api.get("/enrollments?include_consumed=maybe").await.refuses(&["include_consumed"]);
}
