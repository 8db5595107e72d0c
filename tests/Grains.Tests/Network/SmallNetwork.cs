using CoopGrains.Contracts;

namespace CoopGrains.Grains.Tests.Network;

/// <summary>A few provinces, an agreement and programs, for tests to build on.</summary>
internal static class SmallNetwork
{
    public static readonly string[] Bodies = ["vn-db", "la-psl", "la-odx", "la-lpb"];

    public static BookKey Agreement { get; } = BookKey.Agreement("db-lpb-2025-2027");

    public static BookKey Scholarship { get; } = BookKey.Program("db-lpb-scholarship");

    public static BookKey Support { get; } = BookKey.Program("support");

    public static BookKey Secret { get; } = BookKey.Program("r-0123456789abcdefghjkmnpqrs");

    public static ValueList<Provenance> Story { get; } =
        [new() { Source = "S0", Line = 9, Quote = "30 chỉ tiêu", Note = "said in passing" }];

    public static Actor Db { get; } = NetworkJournal.User("vn-db");

    public static Actor Lpb { get; } = NetworkJournal.User("la-lpb");

    public static Actor Psl { get; } = NetworkJournal.User("la-psl");

    public static Actor ClearedDb { get; } = NetworkJournal.User("vn-db", cleared: true);

    public static Amount People(decimal value) => new() { Value = value, Unit = "person" };

    public static Window Month(int year, int month) => new()
    {
        From = new() { Year = (short)year, Month = (byte)month },
        To = new() { Year = (short)year, Month = (byte)month },
    };

    public static NetworkJournal Begin()
    {
        var journal = new NetworkJournal();
        foreach (var body in Bodies.Append("vn").Append("la"))
            journal.Do(BookKey.Province(body), new RegisterProvince
            {
                Id = body,
                Iso = body.ToUpperInvariant(),
                Names = new() { Name = new() { En = body, Vi = body } },
            }, NetworkJournal.Operator);
        journal.Do(Agreement, new RegisterInstrument
        {
            Id = Agreement.Id,
            Type = InstrumentType.MinutesOfAgreementOnCooperation,
            Parties = ["vn-db", "la-lpb"],
            Text = new()
            {
                Title = new() { En = "Minutes" },
                Term = new() { From = PartialDate.OfYear(2022), To = PartialDate.OfYear(2027) }
            },
            Sources = [new() { Source = "S2" }],
        }, Db);
        Open(journal, Scholarship, "scholarship", ["vn-db", "la-lpb"], Db, Agreement);
        journal.Do(Scholarship, Places("places", ["la-lpb"]), Db);
        return journal;
    }

    public static void Open(NetworkJournal journal, BookKey program, string title, ValueList<string> parties, Actor by,
        BookKey? under = null, bool restricted = false) => journal.Do(program, new OpenProgram
        {
            Id = restricted ? null : program.Id,
            Title = new() { En = title },
            Agreement = under,
            Parties = parties,
            Areas = ["education"],
            Restricted = restricted,
            Sources = Story,
        }, by);

    public static AddCommitment Places(string id, ValueList<string> beneficiaries,
        Measure measure = Measure.Sum, BasisKind basis = BasisKind.Practice) => new()
        {
            Id = id,
            Title = new() { En = id },
            Givers = ["vn-db"],
            Beneficiaries = beneficiaries,
            Basis = new() { Kind = basis },
            Indicator = "students",
            Measure = measure,
            Unit = measure == Measure.Attestation ? null : "person",
            Cadence = Cadence.Yearly,
            Sources = Story,
            Yearly = measure == Measure.Attestation ? null : new() { From = 2025, To = 2027, Amount = People(30) },
        };

    /// <summary>Reports an entry and gives its id.</summary>
    public static string Report(NetworkJournal journal, BookKey book, string commitment, decimal people, Window when, Actor by)
    {
        var before = journal.CommitmentsOf(book).Find(commitment)!.Entries;
        journal.Do(book, new ReportFulfilment { Commitment = commitment, Amount = People(people), Occurred = when }, by);
        return journal.CommitmentsOf(book).Find(commitment)!.Entries.Keys.Single(id => !before.ContainsKey(id));
    }
}
