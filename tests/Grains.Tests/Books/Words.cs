using CoopGrains.Contracts;
using CoopGrains.Storage;

namespace Grains.Tests.Books;

/// <summary>People, commands and books of these tests: Điện Biên and Luang Prabang share a scholarship program.</summary>
internal static class Words
{
    internal const string Scholarships = "scholarships";

    internal static readonly BookKey Program = BookKey.Program("db-lpb-scholarship");
    internal static readonly BookKey Agreement = BookKey.Agreement("db-lpb-2026");
    internal static readonly ValueList<string> Provinces = ["vn-db", "la-lpb"];

    internal static readonly Actor An = Person("an", "vn-db", Side.Vn);
    internal static readonly Actor Kham = Person("kham", "la-lpb", Side.La);
    internal static readonly DateTimeOffset Never = DateTimeOffset.MaxValue;

    internal static OpenProgram Open => new() { Title = new() { En = "Scholarships" }, Parties = Provinces };

    internal static Caller By(Actor actor, string operation, string? fingerprint = null, DateTimeOffset? deadline = null) => new()
    {
        Actor = actor,
        Operation = new() { Id = operation, Fingerprint = fingerprint ?? "of-" + operation, Deadline = deadline ?? Never },
    };

    internal static AddCommitment Promise(string id = Scholarships) => new()
    {
        Id = id,
        Title = new() { En = "Scholarships" },
        Givers = ["vn-db"],
        Beneficiaries = ["la-lpb"],
        Basis = new() { Kind = BasisKind.Practice },
        Indicator = "students",
        Measure = Measure.Sum,
        Unit = "person",
        Cadence = Cadence.Yearly,
        Sources = [new() { Source = "S0", Line = 11 }],
    };

    internal static ReportFulfilment Report(int persons = 1, string? meaning = null) => new()
    {
        Commitment = Scholarships,
        Amount = new() { Value = persons, Unit = "person" },
        Occurred = Window.Year(2026),
        Meaning = meaning,
    };

    internal static ConfirmEntry Confirm(string entry) => new() { Entry = entry };

    internal static string EntryOf(Outcome outcome) =>
        Assert.IsType<EntryReported>(Assert.Single(Assert.IsType<Outcome.Accepted>(outcome).Events)).Entry;

    /// <summary>The program with its commitment: two commits, version 2.</summary>
    internal static async Task<IProgramGrain> OpenProgramAsync(this BookSite site)
    {
        var program = site.Program(Program);
        Assert.IsType<Outcome.Accepted>(await program.OpenAsync(By(An, "open"), Open));
        Assert.IsType<Outcome.Accepted>(await program.AddCommitmentAsync(By(An, "promise"), Promise()));
        return program;
    }

    /// <summary>An agreement whose text both sides have accepted: version 3.</summary>
    internal static async Task<IAgreementGrain> AgreeTextAsync(this BookSite site)
    {
        var agreement = site.Agreement(Agreement);
        var draft = new DraftAgreement
        {
            Type = InstrumentType.MemorandumOfUnderstanding,
            Parties = Provinces,
            Text = new() { Title = new() { En = "Cooperation 2026" } },
        };
        Assert.IsType<Outcome.Accepted>(await agreement.DraftAsync(By(An, "draft"), draft));
        Assert.IsType<Outcome.Accepted>(await agreement.AcceptTextAsync(By(An, "accept-vn"), new() { Revision = 1 }));
        Assert.IsType<Outcome.Accepted>(await agreement.AcceptTextAsync(By(Kham, "accept-la"), new() { Revision = 1 }));
        return agreement;
    }

    internal static SignAgreement Sign(string name) =>
        new() { SignedBy = name, Office = new() { En = "Chair" }, DatedOn = PartialDate.OfYear(2026) };

    /// <summary>An event as another process would write it.</summary>
    internal static PendingEvent Foreign(string operation, Event happened, int ordinal = 0) => new(
        operation, ordinal, "of-" + operation, An.User, An.Agency, "VN", "",
        EventCatalog.NameOf(happened), EventCatalog.Write(happened), happened);

    internal static async Task ForeignAsync(this BookSite site, BookKey book, params PendingEvent[] events)
    {
        var stored = (await site.Store.Inner.ReadAsync(book.ToString(), default))!;
        var result = await site.Store.Inner.CommitAsync(
            new(stored.BookKey, stored.Kind, stored.Restricted, stored.Version, events, null, Never));
        Assert.IsType<CommitResult.Committed>(result);
    }

    /// <summary>Persons reported under the commitment, by the book as it answers.</summary>
    internal static async Task<decimal> ReportedAsync(this BookSite site) =>
        Assert.Single((await site.Program(Program).ReadAsync(new() { Actor = An }))!.Commitments).Overall.Reported?.Value ?? 0;

    private static Actor Person(string user, string body, Side side) => new()
    {
        User = user,
        Agency = body + "-education",
        Side = side,
        Body = body,
        Roles = Roles.Recorder | Roles.Confirmer | Roles.Coordinator,
    };
}
