//! Where callbacks go and what signs them.

use super::super::{DeliveryFilter, DestinationState, World, WorldError};
use super::{created, world};
use crate::secret::Secret;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

fn urls_claimed(world: &mut World) -> Vec<String> {
    super::claim(world, 100).into_iter().map(|due| due.url).collect()
}

#[test]
fn a_destination_is_added_once_however_often() {
    let (mut world, _, _folder) = world();
    let first = world.add_destination("http://127.0.0.1:3000/hook?a=b").expect("added");
    assert_eq!(world.add_destination("http://127.0.0.1:3000/hook?a=b").expect("known"), first);
    let second = world.add_destination("https://shop.example/hook").expect("added");
    assert_eq!(world.destinations().expect("listed"), [first, second]);
    created(&mut world);
    assert_eq!(urls_claimed(&mut world), ["http://127.0.0.1:3000/hook?a=b", "https://shop.example/hook"]);
}

#[test]
fn what_is_no_url_of_a_web_server_is_refused() {
    let (mut world, _, _folder) = world();
    for url in ["", "hook", "/hook", "localhost:3000", "ftp://host/", "http://", "javascript:alert(1)"] {
        let error = world.add_destination(url).expect_err(url);
        assert!(matches!(&error, WorldError::Invalid(fields) if fields[0].0 == "url"), "{error}");
    }
    assert!(world.destinations().expect("listed").is_empty());
}

#[test]
fn only_what_happens_after_it_was_added_is_told_and_nothing_after_it_was_removed() {
    let (mut world, _, _folder) = world();
    created(&mut world);
    let destination = world.add_destination("http://127.0.0.1:1/").expect("added");
    assert!(urls_claimed(&mut world).is_empty());
    created(&mut world);
    world.remove_destination(&destination.id).expect("removed");
    created(&mut world);
    assert!(urls_claimed(&mut world).is_empty(), "what waited is given up");
    assert_eq!((world.next_due_in().expect("asked"), world.destinations().expect("listed").len()), (None, 0));
    let delivery = world.deliveries(&DeliveryFilter::default(), 20).expect("listed").remove(0);
    for error in [
        world.redeliver(delivery.delivery_id).expect_err("its destination is gone"),
        world.redeliver(999).expect_err("never was"),
        world.remove_destination(&destination.id).expect_err("gone"),
        world.remove_destination("nothing").expect_err("never was"),
    ] {
        assert!(matches!(error, WorldError::NotFound { .. }), "{error}");
    }
    assert_eq!(world.add_destination("http://127.0.0.1:1/").expect("back").id, destination.id);
    assert_eq!(world.destinations().expect("listed")[0].state, DestinationState::Active);
}

fn signing(world: &World) -> Vec<String> {
    world.secrets().expect("secrets").iter().map(|secret| secret.expose().to_owned()).collect()
}

#[test]
fn a_world_begins_with_a_secret_of_the_standard_form() {
    let (world, _, _folder) = world();
    let secrets = signing(&world);
    let [secret] = &secrets[..] else { panic!("{secrets:?}") };
    let key = STANDARD.decode(secret.strip_prefix("whsec_").expect("the prefix")).expect("base64");
    assert!((24..=64).contains(&key.len()), "{}", key.len());
}

#[test]
fn after_a_rotation_both_sign_for_ten_minutes() {
    let (mut world, clock, _folder) = world();
    let first = signing(&world).remove(0);
    let second = world.rotate_secret().expect("rotated").expose().to_owned();
    assert_ne!(first, second);
    clock.forward(599);
    assert_eq!(signing(&world), [second.clone(), first]);
    world.add_destination("http://127.0.0.1:1/").expect("added");
    created(&mut world);
    assert_eq!(super::claim(&mut world, 1)[0].secrets.len(), 2);
    clock.forward(1);
    assert_eq!(signing(&world).join(" "), second);
    let third = world.rotate_secret().expect("rotated").expose().to_owned();
    let fourth = world.rotate_secret().expect("rotated again").expose().to_owned();
    assert_eq!(signing(&world), [fourth, third], "never more than two");
}

#[test]
fn a_secret_that_is_set_signs_alone() {
    let (mut world, _, _folder) = world();
    let secret = Secret::new("whsec_aXBwLXRlc3Qtc2lnbmluZy1rZXk=");
    world.rotate_secret().expect("rotated");
    world.set_secret(&secret).expect("set");
    assert_eq!(signing(&world), [secret.expose()]);
    let next = world.rotate_secret().expect("rotated").expose().to_owned();
    world.set_secret(&Secret::new(next.clone())).expect("the one that signs");
    assert_eq!(signing(&world), [next.as_str(), secret.expose()], "which does not end the rotation");
    for wrong in ["", "whsec_", "aXBwLXRlc3Q=", "whsec_!!", "WHSEC_aXBwLXRlc3Q="] {
        let error = world.set_secret(&Secret::new(wrong)).expect_err(wrong);
        assert!(matches!(&error, WorldError::Invalid(fields) if fields[0].0 == "secret"), "{error}");
    }
    assert_eq!(signing(&world).len(), 2);
}
