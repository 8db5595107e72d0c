using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Requests;
using CoopGrains.Gateway.Safety;
using CoopGrains.Hosting.Faults;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Files;

/// <summary>One import: a file, and what becomes of its rows.</summary>
/// <remarks>
/// Each row is an ordinary command to its book, under an operation of its own. Many are under way at once, in the order of the file, so that
/// those of one book share its commits. Nothing of this is kept but in memory: what a broken-off import did, its operations know.
/// </remarks>
internal sealed class ImportRun(string id, Actor actor, string asked, Sheet sheet, string language, ImportStrategy strategy, bool isDry, string trace)
{
    private const int AtOnce = 256;

    private static readonly Trilingual Why = new()
    {
        Vi = "Đính chính bằng tệp nhập",
        Lo = "ແກ້ໄຂດ້ວຍໄຟລ໌ນຳເຂົ້າ",
        En = "Corrected by an imported file",
    };

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly System.Collections.Concurrent.ConcurrentDictionary<BookKey, long> _versions = new();
    private volatile bool _isDone;

    /// <summary>Its id.</summary>
    public string Id => id;

    /// <summary>Who imports.</summary>
    public Actor Actor => actor;

    /// <summary>What was asked, in few letters: the same key with another file is another import.</summary>
    public string Asked => asked;

    /// <summary>The file.</summary>
    public Sheet Sheet => sheet;

    /// <summary>The language of its numbers and dates.</summary>
    public string Language => language;

    /// <summary>How it treats what is there.</summary>
    public ImportStrategy Strategy => strategy;

    /// <summary>True when nothing is written.</summary>
    public bool IsDry => isDry;

    /// <summary>Its rows; empty until they are read.</summary>
    public IReadOnlyList<ImportRow> Rows { get; private set; } = [];

    /// <summary>True when nothing more becomes of it here.</summary>
    public bool IsDone => _isDone;

    /// <summary>Why it came to an end before all was done; null when it did not.</summary>
    public string? BrokenBy { get; private set; }

    /// <summary>Completes when nothing more becomes of it.</summary>
    public Task Done { get; private set; } = Task.CompletedTask;

    /// <summary>Begins.</summary>
    public void Begin(Func<ImportRun, Task> run, Action<Exception> failed) => Done = EndAsync(run, failed);

    /// <summary>Reads the rows and finds what they stand for.</summary>
    public async Task PrepareAsync(ImportPlan plan, CancellationToken ct)
    {
        var reader = new RowReader(sheet, language, plan.Find);
        var rows = new List<ImportRow>(sheet.Rows.Count);
        foreach (var row in sheet.Rows)
            rows.Add(reader.Read(row));
        await plan.PrepareAsync(rows, ct);
        Rows = rows;
    }

    /// <summary>Says what would become of each row.</summary>
    public void Rehearse(INetworkReading reading, DateTimeOffset now)
    {
        var books = new Dictionary<BookKey, IRehearsal?>();
        foreach (var row in Rows)
            if (row.Result == RowResult.Waiting)
            {
                if (!books.TryGetValue(row.Book, out var book))
                    books.Add(row.Book, book = reading.Rehearse(row.Book, actor));
                Take(row, book?.Try(actor, row.Report!, row.Operation, now) ?? new Outcome.Refused { Code = RefusalCodes.Unknown });
                if (row.Result == RowResult.Corrected && Before(row) is { } before)
                    Follow(row, book!.Try(actor, before, row.Operation + "/b", now));
            }
    }

    /// <summary>Asks the books, and waits until the view has seen what they answered: so an import that follows knows what this one did.</summary>
    public async Task ExecuteAsync(BookGrains grains, BookPatience patience, INetworkView view, CancellationToken stopping)
    {
        var underWay = new Queue<Task>(AtOnce);
        foreach (var row in Rows)
        {
            if (row.Result != RowResult.Waiting)
                continue;
            if (stopping.IsCancellationRequested)
                throw new OperationCanceledException(stopping);
            if (underWay.Count == AtOnce)
                await underWay.Dequeue();
            if (row.Whole is { } whole)
                await whole.Asked;
            underWay.Enqueue(row.Asked = AskAsync(row, grains.Commitments(row.Book), patience));
        }
        await Task.WhenAll(underWay);
        foreach (var (book, version) in _versions)
            await view.WaitForAsync(book, version, actor, Patience, stopping);
    }

    private async Task AskAsync(ImportRow row, ICommitmentsGrain book, BookPatience patience)
    {
        try
        {
            if (row is { Differs: true, Known: { } known })
                Meet(row, await patience.WithinAsync(book.ReadEntryAsync(new() { Actor = actor }, known.Id)) ?? known);
            Take(row, await patience.WithinAsync(book.ReportAsync(Caller(row, row.Operation, patience), row.Report!)));
            if (row.Result == RowResult.Corrected && Before(row) is { } before)
                await ReplaceAsync(row, before, book, patience);
        }
        catch (Exception exception) when (Fault.Of(exception) is var fault and not FaultKind.Defect)
        {
            row.Refuse(null, fault switch
            {
                FaultKind.BookUnreadable => Codes.StateUnreadable,
                FaultKind.NotApplied => Codes.Unavailable,
                FaultKind.StoreFull => Codes.StoreFull,
                _ => Codes.OutcomeUnknown,
            });
        }
    }

    private async Task ReplaceAsync(ImportRow row, Command before, ICommitmentsGrain book, BookPatience patience)
    {
        var caller = Caller(row, row.Operation + "/b", patience);
        Follow(row, await patience.WithinAsync(before switch
        {
            WithdrawEntry withdraw => book.WithdrawEntryAsync(caller, withdraw),
            ReverseEntry reverse => book.ReverseEntryAsync(caller, reverse),
            _ => throw new InvalidOperationException($"Nothing corrects by {before.GetType().Name}."),
        }));
        // Somebody answered the entry meanwhile: what was to take its place goes again, so that nothing of the row stands.
        if (row is { Result: RowResult.Refused, Made: { } made })
            await patience.WithinAsync(book.WithdrawEntryAsync(
                Caller(row, row.Operation + "/c", patience), new() { Entry = made, Reason = Why.In(language) }));
    }

    // As its book has it: the view may be a moment behind.
    private static void Meet(ImportRow row, EntryView now)
    {
        row.Known = now;
        row.Report = row.Report! with { Corrects = now.Status is EntryStatus.Disputed or EntryStatus.SentBack ? now.Id : null };
    }

    private Caller Caller(ImportRow row, string operation, BookPatience patience) => new()
    {
        Actor = actor,
        Operation = new()
        {
            Id = operation,
            Fingerprint = IdempotencyKey.Fingerprint(
                HttpMethods.Post, $"{BookWrites.PathOf(row.Book)}/commitments/{row.Report!.Commitment}/entries", actor.User, row.Content),
            Trace = trace,
            Deadline = patience.CommitBefore,
        },
    };

    private void Take(ImportRow row, Outcome outcome)
    {
        if (outcome is Outcome.Refused refused)
        {
            row.Refuse(Problem.Of(refused));
            return;
        }
        var accepted = (Outcome.Accepted)outcome;
        Seen(accepted);
        row.Made = accepted.Events.OfType<EntryReported>().FirstOrDefault()?.Entry;
        row.Result = row.Differs ? RowResult.Corrected : accepted.Replayed ? RowResult.Unchanged : RowResult.Taken;
    }

    // What it was is taken out only once what it is stands there: whatever happens between, nothing is lost.
    private Command? Before(ImportRow row) => row.Known!.Status switch
    {
        EntryStatus.Reported => new WithdrawEntry { Entry = row.Known.Id, Reason = Why.In(language) },
        EntryStatus.Confirmed => new ReverseEntry { Entry = row.Known.Id, Reason = Why.In(language) },
        _ => null,
    };

    private void Follow(ImportRow row, Outcome outcome)
    {
        if (outcome is Outcome.Refused refused)
            row.Refuse(FileColumns.Entry, refused.Code, refused.Details);
        else
            Seen((Outcome.Accepted)outcome);
    }

    private void Seen(Outcome.Accepted accepted) =>
        _versions.AddOrUpdate(accepted.Book, accepted.Version, (_, before) => Math.Max(before, accepted.Version));

    private async Task EndAsync(Func<ImportRun, Task> run, Action<Exception> failed)
    {
        try
        {
            // Nobody waits for it with a lock in hand.
            await Task.Yield();
            await run(this);
        }
        catch (Exception exception)
        {
            var isFault = exception is OperationCanceledException || Fault.Of(exception) != FaultKind.Defect;
            BrokenBy = isFault ? Codes.Unavailable : Codes.InternalError;
            failed(exception);
        }
        _isDone = true;
    }
}
