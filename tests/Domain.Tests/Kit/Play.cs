using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>One book played in memory: decides, folds, and keeps the history.</summary>
internal sealed class Play<TBook>(BookKey book)
    where TBook : class, IBookState<TBook>
{
    private int _operations;

    public BookKey Book => book;

    public TBook State { get; private set; } = TBook.Empty;

    public List<Event> History { get; } = [];

    public DateTimeOffset Now { get; set; } = World.Now;

    public AgreementTerms? Agreement { get; set; }

    public AgreementTerms? Predecessor { get; set; }

    public string LastEntry => History.OfType<EntryReported>().Last().Entry;

    public Decision Try(Actor actor, Command command) => TBook.Decide(State, command, Context(actor));

    public Context Context(Actor actor) => new()
    {
        Book = book,
        Actor = actor,
        Now = Now,
        OperationId = $"{actor.Agency}/{_operations}",
        Agreement = Agreement,
        Predecessor = Predecessor,
    };

    public Play<TBook> Do(Actor actor, Command command)
    {
        var decision = Try(actor, command);
        Assert.True(decision.Refusal is null, $"{command.GetType().Name} was refused: {decision.Refusal}");
        Fold(decision.Events);
        return this;
    }

    /// <summary>Both sides set a target.</summary>
    public Play<TBook> DoBoth(Actor one, Actor other, SetTarget set) => Do(one, set).Do(other, set with { Revision = set.Revision + 1 });

    public Play<TBook> Folded(ValueList<Event> events)
    {
        Fold(events);
        return this;
    }

    public void Fold(ValueList<Event> events)
    {
        Assert.NotEmpty(events);
        foreach (var happened in events)
        {
            State = TBook.Evolve(State, happened);
            History.Add(happened);
        }
        _operations++;
    }

    public Outcome.Refused Refused(Actor actor, Command command, string code, string? pointer = null)
    {
        var before = TBook.Write(State);
        var decision = Try(actor, command);
        Assert.True(decision.Refusal is not null, $"{command.GetType().Name} was accepted: {string.Join(", ", decision.Events)}");
        Assert.Equal((code, pointer ?? decision.Refusal.Pointer), (decision.Refusal.Code, decision.Refusal.Pointer));
        Assert.Empty(decision.Events);
        Assert.Equal(before, TBook.Write(State));
        return decision.Refusal;
    }

    public string Report(Actor actor, ReportFulfilment report)
    {
        Do(actor, report);
        return LastEntry;
    }

    public EntryView Entry(string id) => State.Commitments.FindEntry(id)!.Value.Entry;

    public CommitmentView View(string commitment) => FiguresOf.View(State.Commitments.Find(commitment)!, CivilTime.DateOf(Now));
}

internal static class Refusals
{
    public static string Detail(this Outcome.Refused refusal, string name) => refusal.Details.Single(detail => detail.Name == name).Value;
}

internal static class Books
{
    /// <summary>A program under an agreement in force 2025–2027, with one commitment of each kind.</summary>
    public static Play<ProgramBook> Program()
    {
        var set = new ValueList<string>();
        foreach (var party in World.Network.Skip(1))
            set = set.Add(party);
        var play = new Play<ProgramBook>(BookKey.Program("db-north")) { Agreement = World.Terms };
        return play.Do(World.Db, new OpenProgram { Id = "db-north", Title = World.Vi("Hợp tác"), Agreement = World.Terms.Agreement, Parties = World.Network })
            .Do(World.Db, World.Commit("places") with { Yearly = new() { From = 2025, To = 2027, Amount = World.Of(30) }, Rate = World.Of(30) })
            .Do(World.Db, World.Commit("support", unit: "VND", cadence: Cadence.Once, to: set))
            .Do(World.Db, World.Commit("trade", Measure.ToDate, "USD", Cadence.Standing, set))
            .Do(World.Db, World.Commit("clusters", Measure.Latest, "cluster", Cadence.Standing, ["la-psl", "la-lpb"]))
            .Do(World.Db, World.Commit("duty", Measure.Attestation, null, Cadence.Standing))
            .Do(World.Db, World.Commit("courses", cadence: Cadence.PerCourse) with { Rate = World.Of(15), Yearly = new() { From = 2025, To = 2027 } });
    }

    public static Play<AgreementBook> Agreement(params ReadOnlySpan<string> parties)
    {
        ValueList<string> all = parties.IsEmpty ? ["vn-db", "la-psl"] : [.. parties];
        return new Play<AgreementBook>(BookKey.Agreement("db-north-2025-2027")).Do(World.Db, Draft(all));
    }

    public static DraftAgreement Draft(ValueList<string> parties) => new()
    {
        Type = InstrumentType.MinutesOfCooperation,
        Parties = parties,
        Text = Text("Biên bản hợp tác"),
    };

    public static AgreementText Text(string title, Window? term = null) => new() { Title = World.Vi(title), Term = term ?? World.Years(2025, 2027) };

    public static SignAgreement Signature { get; } = new()
    {
        SignedBy = "Lê Thành Đô",
        Office = World.Vi("Chủ tịch UBND tỉnh"),
        DatedOn = World.Date("2024-12-25"),
    };

    public static RegisterInstrument Stated(Window? term) => new()
    {
        Type = InstrumentType.MemorandumOfUnderstanding,
        Parties = ["vn-db", "la-psl"],
        Text = new() { Title = World.Vi("Biên bản ghi nhớ"), Term = term },
        SignedOn = World.Date("2024?-12-25"),
        Sources = [new() { Source = "S2", Line = 6 }],
    };

    public static Play<ProvinceBook> Province() => new Play<ProvinceBook>(BookKey.Province("vn-db")).Do(World.Operator, Registered);

    public static RegisterProvince Registered { get; } = new()
    {
        Id = "vn-db",
        Names = new() { Name = World.Vi("Điện Biên"), Aliases = ["Dien Bien"] },
        Iso = "VN-71",
        Borders = ["la-psl", "la-lpb"],
    };
}
