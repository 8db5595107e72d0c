using System.Runtime.InteropServices;
using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Network;
using CoopGrains.Storage;

namespace CoopGrains.Grains.Tests.Network;

/// <summary>Books as grains would keep them, and the rows that they would commit.</summary>
internal sealed class NetworkJournal
{
    private readonly RowChain _chain = new();
    private readonly Dictionary<BookKey, IDecided> _books = [];
    private readonly Dictionary<BookKey, List<(DateTimeOffset, Event)>> _happened = [];
    private int _operations;

    public List<JournalRow> Rows { get; } = [];

    public DateTimeOffset Now { get; set; } = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    public IEnumerable<BookKey> Books => _books.Keys;

    public static Actor User(string body, bool cleared = false, string user = "user", Roles roles = Everything) => new()
    {
        User = $"{body}-{user}",
        Agency = body + "-office",
        Side = Parties.SideOf(body),
        Body = body,
        Roles = roles,
        Cleared = cleared,
    };

    public static Actor Operator { get; } =
        new() { User = "operator", Agency = "operators", Side = Side.None, Body = "", Roles = Roles.Operator };

    private const Roles Everything = Roles.Recorder | Roles.Confirmer | Roles.Coordinator;

    public T StateOf<T>(BookKey book)
        where T : class, IBookState<T> => ((Decided<T>)_books[book]).State;

    public CommitmentLedgers CommitmentsOf(BookKey book) => _books[book].Commitments;

    public bool IsSeen(BookKey book, Actor reader) => _books[book].IsSeenBy(reader);

    /// <summary>What happened in a book, and when.</summary>
    public IReadOnlyList<(DateTimeOffset At, Event Happened)> Happened(BookKey book) => _happened[book];

    public long VersionOf(BookKey book) => _books[book].Version;

    /// <summary>Decides a command, folds and journals what happens; tells whether it was accepted.</summary>
    public bool Try(BookKey key, Command command, Actor actor)
    {
        if (!_books.TryGetValue(key, out var book))
            _books.Add(key, book = key.Kind switch
            {
                BookKind.Province => new Decided<ProvinceBook>(ProvinceBook.Empty),
                BookKind.Agreement => new Decided<AgreementBook>(AgreementBook.Empty),
                _ => new Decided<ProgramBook>(ProgramBook.Empty),
            });
        var operation = $"{actor.Agency}:{++_operations}";
        var decision = book.Decide(command, new()
        {
            Book = key,
            Actor = actor,
            Now = Now,
            OperationId = operation,
            Agreement = TermsOf((command as OpenProgram)?.Agreement
                ?? (command as DraftAgreement)?.Parent ?? (command as RegisterInstrument)?.Parent),
            Predecessor = TermsOf((command as DraftAgreement)?.Predecessor ?? (command as RegisterInstrument)?.Predecessor
                ?? (command as RenewAgreement)?.Predecessor),
        });
        if (decision.Refusal is not null)
            return false;
        var ordinal = 0;
        foreach (var happened in decision.Events)
        {
            book.Evolve(happened);
            (CollectionsMarshal.GetValueRefOrAddDefault(_happened, key, out _) ??= []).Add((Now, happened));
            Rows.Add(_chain.Next(new(
                Rows.Count + 1, 1, key.ToString(), book.Version, operation, ordinal++, "f", Now, actor.User, actor.Agency,
                actor.Side.ToString(), "", EventCatalog.NameOf(happened), EventCatalog.Write(happened), "", null)));
        }
        return true;
    }

    public void Do(BookKey key, Command command, Actor actor) =>
        Assert.True(Try(key, command, actor), $"{command.GetType().Name} of {key} was refused.");

    /// <summary>A view that has folded all rows so far, those included that a test has changed.</summary>
    public ViewState Fold()
    {
        var view = new ViewState(ViewSnapshot.Empty);
        view.Apply(RowChain.Of(Rows));
        return view;
    }

    public NetworkReading Read() => new(Fold(), () => (default, TimeSpan.Zero));

    private AgreementTerms? TermsOf(BookKey? key) => key is { } named && _books.TryGetValue(named, out var book)
        ? AgreementBook.Terms(((Decided<AgreementBook>)book).State, named, book.Version)
        : null;

    private interface IDecided
    {
        long Version { get; }

        CommitmentLedgers Commitments { get; }

        bool IsSeenBy(Actor reader);

        Decision Decide(Command command, Context context);

        void Evolve(Event happened);
    }

    private sealed class Decided<T>(T state) : IDecided
        where T : class, IBookState<T>
    {
        public T State { get; private set; } = state;

        public long Version { get; private set; }

        public CommitmentLedgers Commitments => State.Commitments;

        public bool IsSeenBy(Actor reader) => State.Exists && Visibility.CanTakePart(State.Restricted, State.Parties, reader);

        public Decision Decide(Command command, Context context) => T.Decide(State, command, context);

        public void Evolve(Event happened)
        {
            State = T.Evolve(State, happened);
            Version++;
        }
    }
}
