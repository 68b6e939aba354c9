//! Each media type of a body and of a reply, sent to the fake server of the document and answered by it.

use features_client::operations::dogs::CreateDogReply;
use features_client::rt::{File, fake::Options};
use features_client::{Client, fake};

type Tested = Result<(), Box<dyn std::error::Error>>;

#[tokio::test]
async fn each_media_type_is_sent_and_answered() -> Tested {
    let server = fake::start(Options::default())?;
    let client = Client::builder().base_url(server.base_url()).token(server.token()).build()?;
    let dogs = client.dogs().list_dogs().await?;
    assert_eq!(dogs.first().map(|dog| dog.name.as_deref()), Some(Some("Rex")));
    assert!(client.dogs().list_dogs_as_csv().await?.starts_with("id,name\n"));
    let made = client.dogs().create_dog("Rex").await?;
    assert!(matches!(made, CreateDogReply::Created(_)), "201 counts before 2XX: {made:?}");
    let added = client.files().add_photo("https://a.example/p").send().await?;
    assert_eq!((added.value().is_some(), added.header::<u16>("content-length").is_some()), (true, true));
    assert_eq!((added.header::<u64>("x-photo-id"), added.header::<u64>("content-type")), (None, None));
    client.files().add_photo_with_multipart(File::new("p.png", "P")).title("T").await?;
    client.files().add_photo_with_png("P").await?;
    Ok(())
}
