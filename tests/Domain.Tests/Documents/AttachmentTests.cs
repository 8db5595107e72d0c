using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

public sealed class AttachmentTests
{
    private static readonly FoundDocument Scan = new()
    {
        Hash = new('a', 64),
        Name = "bien-ban.pdf",
        MediaType = "application/pdf",
        Size = 9,
        UploadedBy = "vn-db-office",
    };

    private static readonly AttachDocument Attach = new() { Hash = Scan.Hash, Found = Scan };

    [Fact]
    public void A_document_belongs_to_the_book_or_to_something_in_it_with_hash_name_and_uploader()
    {
        var play = Books.Agreement().Do(World.Db, World.Commit("places", to: ["la-psl"])).Do(World.Db, new AcceptText { Revision = 2 })
            .Do(World.Psl, new AcceptText { Revision = 2 }).Do(World.Db, Books.Signature).Do(World.Psl, Books.Signature);
        var entry = play.Report(World.Db, World.Report("places", World.Of(3)));
        play.Do(World.Db, new PlanTalks { On = World.Date("2027"), Host = "vn-db" });
        play.Do(World.Db, new ProposeAmendment { Revision = 1, Reason = "x", Changes = [new() { Field = "title", Text = World.Vi("x") }] });
        foreach (var to in (string?[])[null, "signatures/vn-db", "commitments/places", "entries/" + entry, "talks/1", "amendments/1"])
            play.Do(World.Who("la-psl", Roles.Recorder), Attach with { To = to });
        Assert.Equal([1, 2, 3, 4, 5, 6], play.State.Attachments.Select(one => one.Number));
        Assert.All(play.State.Attachments, one => Assert.Equal((Scan, "la-psl"), (one.Document, one.By)));
        play.Refused(World.Db, Attach, RefusalCodes.AlreadyExists);
        foreach (var to in (string[])["signatures/la-odx", "entries/none", "commitments/none", "talks/2", "talks/0", "talks/x", "amendments/2", "text", "a/b/c"])
            play.Refused(World.Db, Attach with { To = to }, RefusalCodes.ReferenceUnknown, "/to");
    }

    [Fact]
    public void Who_reports_or_coordinates_for_a_party_attaches_what_it_may_read()
    {
        var play = Books.Program();
        play.Refused(World.Who("vn-db", Roles.Confirmer), Attach, RefusalCodes.RoleMissing);
        play.Refused(World.Bokeo, Attach, RefusalCodes.NotOfTheProvince);
        play.Refused(World.Db, Attach with { Found = null }, RefusalCodes.ReferenceUnknown, "/hash");
        play.Refused(World.Db, Attach with { Hash = new('b', 64) }, RefusalCodes.ReferenceUnknown, "/hash");
        play.Do(World.Db, Attach);
    }

    [Fact]
    public void Events_of_a_province_have_documents_too()
    {
        var play = Books.Province().Do(World.Db,
            new RecordOccasion { Id = "visit", Kind = OccasionKind.Visit, Title = World.Vi("Thăm"), On = World.Date("2025-04"), Parties = ["vn-db"] });
        play.Do(World.Db, Attach with { To = "events/visit" }).Refused(World.Db, Attach with { To = "events/none" }, RefusalCodes.ReferenceUnknown, "/to");
        play.Refused(World.Lpb, Attach, RefusalCodes.NotOfTheProvince);
    }
}
