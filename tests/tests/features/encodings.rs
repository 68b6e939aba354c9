//! Parameters and bodies as the document says how they are written, byte for byte.

use features_client::models::{self, PointInput, Size};
use features_client::rt::{File, Plan, PlanBody, PlanPart};
use features_client::{Client, Error, SERVERS};

fn client() -> Client {
    Client::builder().tenant("acme").token("t").build().unwrap_or_else(|error| panic!("{error}"))
}

fn planned(plan: Result<Plan, Error>) -> Plan {
    plan.unwrap_or_else(|error| panic!("{error}"))
}

fn header(plan: &Plan, name: &str) -> String {
    plan.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
}

fn point() -> PointInput {
    PointInput::new().x(1).y(2)
}

/// The cells of OpenAPI 3.1.1, "Style Examples", as a call writes them; headers and cookies are not percent-encoded twice.
#[test]
fn each_parameter_in_its_style() {
    let call = client().dogs().show_styles(point(), ["a", "b c"], point());
    let call = call.joined(point()).spaced(["a", "b"]).piped(["a", "b"]).deep(point()).reserved("a/b?c=d&e");
    let call = call.json(point()).x_list([1, 2]).x_point(point()).x_json(point()).crumbs(["a", "b"]).loaf(["c", "d"]);
    let plan = planned(call.plan());
    assert_eq!(
        plan.url,
        "https://acme.kennel.example/v1/styles/x=1,y=2/.a.b%20c/;matrix=x,1,y,2?joined=x,1,y,2&spaced=a%20b&piped=a%7Cb\
         &deep%5Bx%5D=1&deep%5By%5D=2&reserved=a/b?c=d%26e&json=%7B%22x%22%3A1%2C%22y%22%3A2%7D"
    );
    assert_eq!(header(&plan, "x-list"), "1,2");
    assert_eq!(header(&plan, "x-point"), "x=1,y=2");
    assert_eq!(header(&plan, "x-json"), r#"{"x":1,"y":2}"#);
    assert_eq!(header(&plan, "cookie"), "crumbs=a,b; loaf=c; loaf=d");
}

/// OpenAPI 3.1.1, "Encoding the `x-www-form-urlencoded` Media Type".
#[test]
fn a_form_by_its_encoding() {
    let call = client().dogs().search(["a b", "c&d"]).sizes([Size::Small, Size::VeryBig]);
    let call = call.near(models::Near::new().lat(1.5)).filter(models::SearchFilter::new().old(true));
    let call = call.page(models::SearchPage::new().from(1).to(9)).raw("a/b&c");
    let plan = planned(call.plan());
    assert_eq!(header(&plan, "content-type"), "application/x-www-form-urlencoded");
    let expected = "words=a+b&words=c%26d&sizes=small%7Cvery%20big&near%5Blat%5D=1.5&filter=%7B%22old%22%3Atrue%7D\
        &from=1&to=9&raw=a/b%26c";
    assert_eq!(plan.body, PlanBody::Text(expected.to_owned()));
}

/// One operation, a method for each form of its body.
#[test]
fn each_media_type_has_a_method() {
    let files = client().files();
    let json = planned(files.add_photo("https://a.example/p").plan());
    assert_eq!(header(&json, "content-type"), "application/json");
    assert_eq!(json.body, PlanBody::Text(r#"{"url":"https://a.example/p"}"#.to_owned()));
    let png = planned(files.add_photo_with_png(vec![0xFF, 0xD8]).plan());
    assert_eq!((header(&png, "content-type").as_str(), png.body), ("image/png", PlanBody::Bytes(2)));
    let csv = planned(client().dogs().list_dogs_as_csv().limit(5).plan());
    assert_eq!((header(&csv, "accept").as_str(), csv.url.ends_with("/dogs?limit=5")), ("text/csv", true));
    assert_eq!(header(&planned(client().dogs().list_dogs().plan()), "accept"), "application/json");
}

#[test]
fn parts_by_their_encoding() {
    let call = client().files().add_photo_with_multipart(File::new("p.png", "P").header("X-Sum", "1"));
    let call =
        call.more([File::new("a", "A"), File::new("b", "B")]).meta(models::AddPhotoMultipartMeta::new().place("x"));
    let plan = planned(call.tags(["t", "u"]).title("T").count(3).plan());
    let PlanBody::Parts(parts) = plan.body else { panic!("no parts") };
    let shown: Vec<String> = parts
        .iter()
        .map(|part| match part {
            PlanPart::Text { name, text } => format!("{name}={text}"),
            PlanPart::File { name, file_name, .. } => format!("{name}=@{file_name}"),
            other => format!("{other:?}"),
        })
        .collect();
    let expected =
        ["picture=@p.png", "more=@a", "more=@b", "meta={\"place\":\"x\"}", "tags=t", "tags=u", "title=T", "count=3"];
    assert_eq!(shown, expected);
}

#[test]
fn another_server_with_its_variables() {
    let url = |builder: features_client::ClientBuilder| {
        let client = builder.token("t").build().unwrap_or_else(|error| panic!("{error}"));
        planned(client.files().get_file().plan()).url
    };
    assert_eq!(url(Client::builder().tenant("acme")), "https://acme.kennel.example/v1/files");
    assert_eq!(url(Client::builder().server(&SERVERS[1])), "https://all.eu.backup.example/files");
    let builder = Client::builder().server(&SERVERS[1]).tenant("acme").zone("us");
    assert_eq!(url(builder), "https://acme.us.backup.example/files");
    assert!(Client::builder().token("t").build().is_err(), "the first server needs its tenant");
}
