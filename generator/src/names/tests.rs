//! Tables of names, and all names of a small API.

use super::*;
use crate::testing::*;

fn named(api: &ir::Api) -> Names {
    assign(api, &mut Diagnostics::new())
}

fn group_of(path: &str) -> &str {
    path.split('/').find(|part| !part.is_empty() && !matches!(*part, "api" | "v1" | "v2" | "v7")).unwrap_or("root")
}

#[test]
fn methods_without_ids_come_from_method_and_path() {
    let table = [
        ("GET", "/api/v1/devices", "", "list_devices", "ListDevices"),
        ("GET", "/api/v1/devices/{device_id}", "", "get_device", "GetDevice"),
        ("PATCH", "/api/v1/devices/{device_id}", "", "update_device", "UpdateDevice"),
        ("PUT", "/api/v1/devices/{device_id}", "", "replace_device", "ReplaceDevice"),
        ("DELETE", "/api/v1/devices/{device_id}", "", "delete_device", "DeleteDevice"),
        ("POST", "/api/v1/devices/{id}/action/lock", "Lock Device", "lock", "LockDevice"),
        ("POST", "/api/v1/devices/{id}/action/clearpasscode", "Clear Passcode", "clear_passcode", "ClearPasscode"),
        ("POST", "/api/v1/devices/{id}/action/deleteuser", "Delete device user", "delete_user", "DeleteUser"),
        ("GET", "/api/v1/devices/{device_id}/notes", "", "list_device_notes", "ListDeviceNotes"),
        ("POST", "/api/v1/devices/{device_id}/notes", "", "create_device_note", "CreateDeviceNote"),
        ("GET", "/api/v1/devices/{device_id}/notes/{note_id}", "", "get_device_note", "GetDeviceNote"),
        ("GET", "/api/v1/devices/{id}/details", "", "get_device_details", "GetDeviceDetails"),
        (
            "GET",
            "/api/v1/devices/{id}/secrets/unlockpin",
            "Get Unlock Pin",
            "get_device_secrets_unlock_pin",
            "GetDeviceSecretsUnlockPin",
        ),
        ("GET", "/api/v1/integrations/apple/ade/public_key/", "", "get_apple_ade_public_key", "GetAppleAdePublicKey"),
        ("POST", "/api/v1/integrations/apple/ade/{ade_token_id}/renew", "", "renew_apple_ade", "RenewAppleAde"),
        ("GET", "/api/v1/blueprints/templates/", "", "list_templates", "ListTemplates"),
        ("POST", "/api/v1/blueprints/{id}/assign-library-item", "", "assign_library_item", "AssignLibraryItem"),
        ("GET", "/api/v1/blueprints/{id}/list-library-items", "", "list_library_items", "ListLibraryItems"),
        ("POST", "/api/v1/library/custom-apps/upload", "", "upload_custom_app", "UploadCustomApp"),
        (
            "GET",
            "/api/v1/library/ipa-apps/upload/{pending_upload_id}/status",
            "",
            "get_ipa_apps_upload_status",
            "GetIpaAppsUploadStatus",
        ),
        ("GET", "/api/v1/prism/count", "", "get_count", "GetCount"),
        ("POST", "/api/v1/prism/export", "", "create_export", "CreateExport"),
        ("GET", "/api/v1/settings/licensing", "", "get_licensing", "GetLicensing"),
        ("GET", "/api/v2/threat-details", "", "get_threat_details", "GetThreatDetails"),
        ("GET", "/users/search", "", "search", "SearchUsers"),
        ("POST", "/login", "", "login", "LoginCall"),
        ("GET", "/v7/device({id})", "", "get_device", "GetDevice"),
        ("POST", "/v1/{name}:cancel", "", "cancel", "Cancel"),
        ("GET", "/", "", "get_root", "GetRoot"),
        ("HEAD", "/files/{path}", "", "head_file", "HeadFile"),
        ("TRACE", "/", "", "trace_root", "TraceRoot"),
        ("DELETE", "/{owner}/{repo}", "", "delete_repo", "DeleteRepo"),
    ];
    let mut wrong = Vec::new();
    for (method, path, summary, expected, call) in table {
        let group = group_of(path);
        let mut api = api(&[group]);
        api.operations = vec![ir::Operation { summary: Some(summary.to_owned()), ..operation(method, path, 0) }];
        let names = named(&api);
        let found = (names.operations[0].method.clone(), names.operations[0].call.clone());
        if found != (expected.to_owned(), call.to_owned()) {
            wrong.push(format!("{method} {path}: {found:?}, not {:?}", (expected, call)));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_reply_that_is_a_list_is_listed_whatever_the_last_word() {
    let mut api = api(&["devices"]);
    let list = ir::Type::List(Box::new(TEXT));
    api.operations =
        vec![ir::Operation { replies: vec![reply(list)], ..operation("GET", "/devices/{id}/hardware", 0) }];
    assert_eq!(named(&api).operations[0].method, "list_device_hardware");
}

#[test]
fn ids_lose_a_prefix_that_repeats_the_group() {
    let table = [
        ("Device Actions", "deviceActions_lockDevice", "lock_device", "LockDevice"),
        ("In-House Apps", "In-HouseApps_listInHouseApps", "list_in_house_apps", "ListInHouseApps"),
        ("In-House Apps", "inHouseApps_listInHouseApps", "list_in_house_apps", "ListInHouseApps"),
        ("tags", "Tags_getTags", "get_tags", "GetTags"),
        ("Prism", "prism_count", "count", "GetPrismCount"),
        ("Prism", "prism_activationLock", "activation_lock", "GetActivationLock"),
        ("repos", "repos/get-branch", "get_branch", "GetBranch"),
        ("pulls", "pulls/list", "list", "ListPulls"),
        ("users", "users", "users", "GetUsers"),
        ("files", "files.move", "move_file", "MoveFile"),
        ("files", "files.new", "new_file", "GetNewFile"),
        ("reactions", "+1", "plus_one", "GetPlusOne"),
        ("reactions", "-1", "minus_one", "GetMinusOne"),
        ("x", "r#fn", "r_fn", "GetRFn"),
        ("x", "404", "call_404", "GetX404"),
        ("x", "Self", "self_", "GetXSelf"),
        ("x", "😀", "grinning", "GetXGrinning"),
        ("x", "list_things_x_get", "list_things", "ListThings"),
    ];
    for (group, id, method, call) in table {
        let mut api = api(&[group]);
        api.operations = vec![with_id(id, "GET", "/x", 0)];
        let names = named(&api);
        assert_eq!(names.operations[0].method, method, "{id}");
        assert_eq!(names.operations[0].call, call, "{id}");
    }
}

#[test]
fn of_two_derived_types_with_one_name_both_move_on() {
    let mut api = api(&[]);
    let shape = || object(&[]);
    api.types = vec![
        derived(&["status", "device status"], shape()),
        derived(&["status", "app status"], shape()),
        derived(&["owner", "status"], shape()),
        given("app_status", shape()),
        derived(&["owner"], shape()),
        derived(&["option", "install option"], shape()),
        given("Option", shape()),
        derived(&["app status", "device app status"], shape()),
    ];
    assert_eq!(
        named(&api).types,
        [
            "DeviceStatus",
            "AppStatus2",
            "Status",
            "AppStatus",
            "Owner",
            "InstallOption",
            "OptionModel",
            "DeviceAppStatus"
        ]
    );
}

#[test]
fn twins_follow_what_travels_both_ways() {
    let mut api = api(&[]);
    api.types = vec![
        both_ways(given("Device", object(&[]))),
        both_ways(given("Platform", text_enum(&["mac"]))),
        both_ways(given("Devices", ir::Shape::Alias(ir::Type::List(Box::new(ir::Type::Named(ir::TypeId(0))))))),
        given("User", object(&[])),
        given("DeviceInput", object(&[])),
    ];
    let inputs = named(&api).inputs;
    let found: Vec<_> = inputs.iter().map(Option::as_deref).collect();
    assert_eq!(found, [Some("DeviceRequest"), None, Some("DevicesInput"), None, None]);
}

#[test]
fn arguments_setters_and_body_fields_share_one_scope() {
    let mut api = api(&["devices"]);
    api.types = vec![given("Body", object(&[("id", TEXT), ("plan", TEXT), ("type", TEXT), ("call", TEXT)]))];
    let mut one = operation("POST", "/devices/{id}/{call}", 0);
    one.parameters.push(parameter("id", ir::Location::Query, false));
    one.parameters.push(parameter("X-Request-Id", ir::Location::Header, false));
    one.parameters.push(parameter("send", ir::Location::Query, false));
    one.body = Some(body(ir::Type::Named(ir::TypeId(0)), true));
    api.operations = vec![one];
    let names = &named(&api).operations[0];
    assert_eq!(names.parameters, ["id", "path_call", "query_id", "x_request_id", "query_send"]);
    assert_eq!(names.body_fields, ["body_id", "body_plan", "r#type", "call"]);
    assert_eq!(names.body, "body");
}

#[test]
fn server_variables_do_not_hide_the_builders_methods() {
    let variable =
        |name: &str| ir::ServerVariable { name: name.to_owned(), default: None, values: Vec::new(), doc: None };
    let server = |names: &[&str]| ir::Server {
        url: String::new(),
        doc: None,
        variables: names.iter().map(|name| variable(name)).collect(),
    };
    let mut api = api(&[]);
    api.servers = vec![server(&["sub_domain", "token"]), server(&["region", "token"])];
    assert_eq!(named(&api).server_variables, [["sub_domain", "server_token"], ["region", "server_token"]]);
}

#[test]
fn a_new_operation_at_the_end_moves_no_name() {
    let mut api = api(&["a", "b"]);
    api.operations = vec![with_id("get", "GET", "/x", 0), with_id("Get", "GET", "/y", 0)];
    let before = named(&api);
    api.operations.push(with_id("GET", "GET", "/z", 0));
    api.operations.push(with_id("get", "GET", "/z", 1));
    let after = named(&api);
    assert_eq!(before.operations, after.operations[..2]);
}

#[test]
fn every_name_of_a_hostile_api_is_an_identifier_and_unique_in_its_scope() {
    let texts = [
        "",
        " ",
        "type",
        "Self",
        "self",
        "r#fn",
        "../../evil",
        "con",
        "mod",
        "lib",
        "_",
        "__",
        "404",
        "😀",
        "用户",
        "*/",
        "\"#",
        "{{",
        "fn",
        "Fn",
        "FN",
        "a b",
        "a-b",
        "a_b",
        "aB",
        "Option",
        "Client",
        "\u{0}",
        "\u{200b}",
        "new",
        "extra",
        "unknown",
        "Other",
        "+1",
        "-1",
        "clone",
        "runtime",
        "async",
        "gen",
        "CON",
        "é",
        "e",
    ];
    let mut api = api(&texts);
    api.types = texts.iter().map(|text| both_ways(given(text, object(&[])))).collect();
    api.types.push(both_ways(given("all", object(&texts.map(|text| (text, TEXT))))));
    api.types.push(given("values", text_enum(&texts)));
    for group in 0..texts.len() {
        api.operations.extend(texts.iter().map(|text| with_id(text, "GET", "/x", group)));
    }
    let names = named(&api);
    for scope in scopes(&names) {
        let unique: std::collections::BTreeSet<_> = scope.iter().collect();
        assert_eq!(unique.len(), scope.len(), "{scope:?}");
        for name in scope {
            assert!(syn::parse_str::<syn::Ident>(&name).is_ok(), "{name:?}");
        }
    }
    for group in &names.groups {
        assert!(group.module.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'), "{group:?}");
    }
}

/// Everything that shares a namespace.
fn scopes(names: &Names) -> Vec<Vec<String>> {
    let mut models: Vec<String> = names.types.iter().chain(names.inputs.iter().flatten()).cloned().collect();
    models.extend(names.ids.iter().cloned());
    models.extend(names.groups.iter().map(|group| group.handle.clone()));
    let mut scopes: Vec<Vec<String>> = vec![
        names.groups.iter().map(|group| group.module.clone()).collect(),
        names.groups.iter().map(|group| group.accessor.clone()).collect(),
    ];
    scopes.extend(names.fields.iter().cloned());
    scopes.extend(names.variants.iter().cloned());
    for group in &names.groups {
        let prefix = format!("{}.", group.module);
        let own: Vec<_> = names.operations.iter().filter(|one| one.identifier.starts_with(&prefix)).collect();
        scopes.push(own.iter().map(|one| one.method.clone()).collect());
        scopes.push(own.iter().map(|one| one.constant.clone()).collect());
        let calls = own.iter().flat_map(|one| [one.call.clone(), one.reply.clone()]);
        scopes.push(calls.chain(models.iter().cloned()).collect());
    }
    scopes.push(models);
    scopes
}

#[test]
fn all_names_of_a_small_api() {
    let mut api = api(&["Device Actions", "devices", "Result"]);
    api.ids = vec![ir::IdType { name: "device_id".to_owned(), integer: false, doc: None }];
    api.types = vec![
        both_ways(given("Device", object(&[("device_id", TEXT), ("type", TEXT), ("@type", TEXT), ("extra", TEXT)]))),
        given("platform", text_enum(&["Mac", "iPad", "unknown", "", "1.0", "10", "-name", "name"])),
        given(
            "int",
            ir::Shape::IntEnum([0, 1, -1].map(|value| ir::Variant { value, rename: None, doc: None }).to_vec()),
        ),
        derived(&["lost mode", "device lost mode"], object(&[])),
        given("LockDevice", object(&[])),
    ];
    api.operations = vec![
        with_id("deviceActions_lockDevice", "POST", "/devices/{device_id}/action/lock", 0),
        ir::Operation { rename: Some("list".to_owned()), ..operation("GET", "/devices", 1) },
        ir::Operation { rename: Some("get".to_owned()), ..operation("GET", "/devices/{device_id}", 1) },
        operation("GET", "/result", 2),
        operation("GET", "/v2/result", 2),
    ];
    insta::assert_json_snapshot!(named(&api));
}

#[test]
fn what_the_lock_knows_keeps_its_name_whatever_comes_before_it() {
    let lost = ["lost mode", "device lost mode"];
    let mut old = api(&["devices"]);
    old.types =
        vec![derived(&lost, object(&[("@type", TEXT), ("$type", TEXT)])), both_ways(given("Device", object(&[])))];
    old.operations = vec![with_id("lock", "POST", "/devices/{id}/lock", 0)];
    let (before, lock) = assign_with_lock(&old, None, &mut Diagnostics::new());

    let mut new = api(&["Devices", "devices"]);
    new.types = ["LostMode", "Devices", "DeviceInput", "LockDevice"].map(|name| given(name, object(&[]))).to_vec();
    new.types.push(derived(&["lost mode", "app lost mode"], object(&[])));
    new.types.extend(old.types.clone());
    let one = old.operations[0].clone();
    new.operations = vec![with_id("Lock", "PUT", "/devices/{id}/lock", 1), ir::Operation { group: 1, ..one }];
    let lock = Lock::parse(&lock.render()).unwrap_or_default();
    let (after, _) = assign_with_lock(&new, Some(&lock), &mut Diagnostics::new());

    assert_eq!(after.types[5..], before.types);
    assert_eq!(after.inputs[5..], before.inputs);
    assert_eq!(after.fields[5..], before.fields);
    assert_eq!(after.operations[1], before.operations[0]);
    assert_eq!(after.groups[1], before.groups[0]);
    assert_eq!(
        after.types[..5],
        ["LostModeModel", "DevicesModel", "DeviceInputModel", "LockDeviceModel", "AppLostMode"]
    );
}

#[test]
fn a_lock_does_not_hold_back_a_rename_in_the_document() {
    let mut old = api(&["devices"]);
    old.operations = vec![with_id("lock", "POST", "/devices/{id}/lock", 0)];
    let (_, lock) = assign_with_lock(&old, None, &mut Diagnostics::new());
    old.operations[0].id = Some("lockNow".to_owned());
    let (after, _) = assign_with_lock(&old, Some(&lock), &mut Diagnostics::new());
    assert_eq!(after.operations[0].method, "lock_now");
}
