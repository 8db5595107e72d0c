using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Network;
using CoopGrains.Storage;

namespace Benchmarks.Driving;

/// <summary>A view of many commitments, folded from the rows that their books would have committed.</summary>
internal sealed class Folded
{
    private const int OfAProgram = 10;

    private static readonly string[] Givers = ["vn-db", "vn-sl", "vn-th", "vn-na"];
    private static readonly string[] Takers = ["la-psl", "la-odx", "la-lpb", "la-lnt", "la-bko", "la-hph", "la-xkh", "la-kha"];

    private readonly ViewState _view = new(ViewSnapshot.Empty);
    private DateTimeOffset _now = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);
    private long _position;

    private Folded()
    {
    }

    /// <summary>What is to be done for the office of <see cref="Reader"/>, counted along the way.</summary>
    public int Due { get; private set; }

    /// <summary>How many commitments it gives or receives under.</summary>
    public int Held { get; private set; }

    /// <summary>Where the middle of the list is; found by whoever asks first.</summary>
    public string? Middle { get; set; }

    /// <summary>Now.</summary>
    public DateTimeOffset Now => _now;

    /// <summary>Whose list is read: all of its office's users may do all that there is.</summary>
    public static Actor Reader { get; } = Of("vn-db");

    /// <summary>The view.</summary>
    public INetworkReading Reading => new NetworkReading(_view, () => (default, TimeSpan.Zero));

    /// <summary>A view of so many commitments, each with three yearly targets; each tenth has an entry, and each program an open issue.</summary>
    public static Folded Of(int commitments)
    {
        var folded = new Folded();
        foreach (var body in Givers.Concat(Takers))
            folded.Do(BookKey.Province(body), ProvinceBook.Empty, Operator, [new RegisterProvince
            {
                Id = body,
                Iso = body,
                Names = new() { Name = new() { En = body } },
            }]);
        for (var i = 0; i < commitments / OfAProgram; i++)
            folded.Program(i);
        return folded;
    }

    private static Actor Operator { get; } =
        new() { User = "operator", Agency = "operators", Side = Side.None, Body = "", Roles = Roles.Operator };

    private void Program(int number)
    {
        var (giver, taker) = (Givers[number % Givers.Length], Takers[number / Givers.Length % Takers.Length]);
        var key = BookKey.Program($"program-{number:000000}");
        var commands = new List<Command>
        {
            new OpenProgram { Id = key.Id, Title = new() { En = key.Id }, Parties = [giver, taker] },
        };
        for (var i = 0; i < OfAProgram; i++)
            commands.Add(Commitment($"c{i}", giver, taker));
        commands.Add(new ReportFulfilment
        {
            Commitment = "c0",
            Amount = People(7),
            Occurred = new() { From = PartialDate.OfYear(2025), To = PartialDate.OfYear(2025) },
        });
        commands.Add(new RaiseCase { Kind = CaseKind.Issue, Title = new() { En = "issue" }, Text = new() { En = "text" } });
        Do(key, ProgramBook.Empty, Of(taker), commands);
        if (giver != Reader.Body)
            return;
        Held += OfAProgram;
        // Three periods of each that have begun and have no entry, but for one; the entry to confirm; the issue to acknowledge.
        Due += (3 * OfAProgram) - 1 + 1 + 1;
    }

    private static AddCommitment Commitment(string id, string giver, string taker) => new()
    {
        Id = id,
        Title = new() { En = "Scholarships" },
        Givers = [giver],
        Beneficiaries = [taker],
        Basis = new() { Kind = BasisKind.Practice },
        Indicator = "scholarships",
        Measure = Measure.Sum,
        Unit = "person",
        Cadence = Cadence.Yearly,
        Yearly = new() { From = 2024, To = 2026, Amount = People(100) },
        Sources = [new() { Source = "benchmark" }],
    };

    private void Do<TBook>(BookKey key, TBook state, Actor actor, IEnumerable<Command> commands)
        where TBook : class, IBookState<TBook>
    {
        var (rows, sequence, hash) = (new List<JournalRow>(), 0L, RowHash.BeforeFirst(key.ToString()));
        foreach (var command in commands)
        {
            _now += TimeSpan.FromMilliseconds(1);
            var operation = $"{actor.Agency}:{_position}";
            var decision = TBook.Decide(state, command, new() { Book = key, Actor = actor, Now = _now, OperationId = operation });
            Measuring.WrongAnswerException.ThrowIf(decision.Refusal is not null, $"{command} was refused: {decision.Refusal}");
            foreach (var happened in decision.Events)
            {
                state = TBook.Evolve(state, happened);
                var row = new JournalRow(
                    ++_position, 1, key.ToString(), ++sequence, operation, 0, "f", _now, actor.User, actor.Agency, actor.Side.ToString(), "",
                    EventCatalog.NameOf(happened), "", "", happened);
                hash = RowHash.Of(hash, row);
                rows.Add(row with { Hash = hash });
            }
        }
        _view.Apply(rows);
    }

    private static Amount People(decimal value) => new() { Value = value, Unit = "person" };

    private static Actor Of(string body) => new()
    {
        User = "user",
        Agency = body + "-office",
        Side = Parties.SideOf(body),
        Body = body,
        Roles = Roles.Recorder | Roles.Confirmer | Roles.Coordinator,
    };
}
