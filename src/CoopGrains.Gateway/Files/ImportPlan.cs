using System.Security.Cryptography;
using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Requests;
using CoopGrains.Hosting.History;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Files;

/// <summary>Finds out which entries the rows of a file stand for, in what the view has seen; books are not asked.</summary>
/// <remarks>
/// A row stands for the entry of its id; else for that which its key made, or an earlier run of the same import; else, where no key of the
/// caller's own says that it is another one, for an entry of the same commitment, window, amount, beneficiaries and reporting agency. No two
/// rows stand for one entry.
/// </remarks>
internal sealed class ImportPlan(
    Actor actor, string key, ImportStrategy strategy, INetworkReading reading, Spelling spelling, OtherBooks others, BookHistory history)
{
    private readonly Dictionary<BookKey, LedgerBook?> _books = [];
    private readonly Dictionary<(BookKey Book, string Commitment), Dictionary<Alike, Queue<EntryView>>> _alike = [];
    private readonly Dictionary<string, string> _provinces = new(StringComparer.Ordinal);
    private readonly HashSet<(BookKey Book, string Entry)> _claimed = [];
    private readonly Dictionary<string, int> _repeated = new(StringComparer.Ordinal);

    /// <summary>A commitment that the caller sees, or why there is none.</summary>
    public (Commitment? Commitment, Problem? Problem) Find(BookKey book, string commitment)
    {
        if (Book(book) is not { } seen)
            return (null, new(RefusalCodes.Unknown));
        return seen.Commitment(commitment) is { } found ? (found, null) : (null, Problem.With(RefusalCodes.CommitmentUnknown, ("commitment", commitment)));
    }

    /// <summary>Settles what is to be done about each row.</summary>
    public async Task PrepareAsync(IReadOnlyList<ImportRow> rows, CancellationToken ct)
    {
        foreach (var row in rows)
            await UnderstandAsync(row, ct);
        // Whoever names an entry comes before those that only look like it.
        foreach (var row in rows)
            if (row.Result == RowResult.Waiting && (Named(row) ?? Made(row)) is { } entry)
                Claim(row, entry);
        Join(rows);
        await CompareAsync(rows, ct);
        foreach (var row in rows)
        {
            Follow(row);
            if (row.Result == RowResult.Waiting && (row.Known is null || row.Differs) && MayBeAlike(row))
                ClaimAlike(row);
        }
        foreach (var row in rows)
            Settle(row);
    }

    private async Task UnderstandAsync(ImportRow row, CancellationToken ct)
    {
        if (row.Report is not { } report)
            return;
        try
        {
            var commitment = Find(row.Book, report.Commitment).Commitment!;
            report = report with
            {
                Beneficiaries = report.Beneficiaries.Select((named, at) => Province(named, $"/beneficiaries/{at}")).ToValueList(),
                Places = report.Places.Select((place, at) => place with { Province = Province(place.Province, $"/places/{at}/province") }).ToValueList(),
                OnBehalfOf = Behalf(row, report.OnBehalfOf, commitment),
                OriginalAgency = row.Agency == actor.Agency ? null : row.Agency,
            };
            row.Content = ContentOf(report);
            row.Operation = OperationOf(row);
            row.Report = await others.LookedUpAsync(report, row.Book, actor, ct);
        }
        catch (ProblemException wrong)
        {
            row.Refuse(wrong.Problem);
        }
    }

    // Whoever brings an entry of the other side enters it for that side's province.
    private string? Behalf(ImportRow row, string? stated, Commitment commitment)
    {
        var other = stated is null ? null : Province(stated, "/onBehalfOf");
        if (row.Province is not { } spelled)
            return other;
        foreach (var candidate in new[] { Province(spelled, "/onBehalfOf"), other })
            if (candidate is not null && Parties.SideOf(candidate) != actor.Side
                && (commitment.Givers.Contains(candidate) || commitment.Beneficiaries.Contains(candidate)))
                return candidate;
        return null;
    }

    private string Province(string spelled, string pointer) =>
        _provinces.TryGetValue(spelled, out var known) ? known : _provinces[spelled] = spelling.KnownId(spelled, pointer);

    private static byte[] ContentOf(ReportFulfilment report) =>
        CanonicalJson.Of(JsonSerializer.SerializeToUtf8Bytes(report, SpokenJson.Of<ReportFulfilment>()));

    private string OperationOf(ImportRow row) => IdempotencyKey.OperationId(actor, row.Key ?? OwnKey(row));

    // Of two rows that say the same, each is one.
    private string OwnKey(ImportRow row)
    {
        var content = Convert.ToHexStringLower(
            SHA256.HashData([.. System.Text.Encoding.UTF8.GetBytes($"{row.Book} {row.Report!.Commitment} "), .. row.Content]).AsSpan(0, 10));
        var number = _repeated[content] = _repeated.GetValueOrDefault(content) + 1;
        return number == 1 ? $"{key}/{content}" : $"{key}/{content}-{number}";
    }

    private EntryView? Named(ImportRow row) =>
        row.Entry is { } id && Book(row.Book)!.Find(id) is { } found && found.Commitment.Id == row.Report!.Commitment ? found.Entry : null;

    private EntryView? Made(ImportRow row) => Book(row.Book)!.Find(EntryIds.Of(row.Book, row.Operation))?.Entry;

    private void Claim(ImportRow row, EntryView entry)
    {
        if (_claimed.Add((row.Book, entry.Id)))
            (row.Known, row.Made) = (entry, entry.Id);
        else
            row.Refuse(FileColumns.Entry, RefusalCodes.AlreadyExists, ("id", entry.Id));
    }

    // A breakdown names its whole by the id that this had where the file comes from.
    private void Join(IReadOnlyList<ImportRow> rows)
    {
        var byId = rows.Where(row => row.Entry is not null && row.Report is not null).GroupBy(row => (row.Book, row.Entry))
            .ToDictionary(same => same.Key, same => same.First());
        foreach (var row in rows)
            if (row.Report?.BreakdownOf is { } whole && Book(row.Book)?.Find(whole) is null && byId.TryGetValue((row.Book, whole), out var named)
                && !ReferenceEquals(named, row))
            {
                row.Whole = named;
                Follow(row);
            }
    }

    private static void Follow(ImportRow row)
    {
        if (row.Whole is { } whole)
            row.Report = row.Report! with { BreakdownOf = whole.Made ?? EntryIds.Of(row.Book, whole.Operation) };
    }

    // What memory holds at once; texts from the history, one pass through each book.
    private async Task CompareAsync(IReadOnlyList<ImportRow> rows, CancellationToken ct)
    {
        foreach (var ofBook in rows.Where(row => row is { Known: not null, Result: RowResult.Waiting }).GroupBy(row => row.Book))
        {
            var open = new Dictionary<string, ImportRow>(StringComparer.Ordinal);
            foreach (var row in ofBook)
                if (IsAlike(row, row.Known!))
                    open.Add(row.Known!.Id, row);
                else
                    row.Differs = true;
            var first = open.Count == 0 ? 0 : open.Values.Min(row => row.Known!.Number);
            await foreach (var happened in history.FromAsync(ofBook.Key, first, ct))
            {
                if (open.Count == 0)
                    break;
                if (happened.Event == "entryReported" && EventCatalog.Read(happened.Event, happened.Content) is EntryReported said
                    && open.Remove(said.Entry, out var row))
                    row.Differs = said.Meaning != row.Report!.Meaning || said.Evidence != row.Report.Evidence;
            }
        }
    }

    private static bool IsAlike(ImportRow row, EntryView entry) =>
        entry.Amount == row.Report!.Amount && entry.Occurred == row.Report.Occurred && entry.BreakdownOf == row.Report.BreakdownOf
        && entry.Parts.Count == row.Report.Parts.Count && entry.Parts.All(part => row.Report.Parts.Contains(part))
        && (row.Report.Beneficiaries.IsEmpty || entry.Beneficiaries.ToHashSet().SetEquals(row.Report.Beneficiaries));

    // A key of one's own says that it is an entry of its own.
    private bool MayBeAlike(ImportRow row) => row.Differs || row.Key is null || (row.Agency is { } agency && agency != actor.Agency);

    private void ClaimAlike(ImportRow row)
    {
        var place = (row.Book, row.Report!.Commitment);
        if (!_alike.TryGetValue(place, out var known))
            _alike.Add(place, known = Index(row.Book, row.Report.Commitment));
        var beneficiaries = row.Report.Beneficiaries.IsEmpty ? Book(row.Book)!.Commitment(row.Report.Commitment)!.Beneficiaries : row.Report.Beneficiaries;
        var alike = Alike.Of(row.Report.Amount, row.Report.Occurred, beneficiaries, row.Agency ?? actor.Agency, row.Report.BreakdownOf);
        if (!known.TryGetValue(alike, out var entries))
            return;
        while (entries.TryDequeue(out var entry))
            if (_claimed.Add((row.Book, entry.Id)))
            {
                (row.Known, row.Made, row.Differs) = (entry, entry.Id, false);
                return;
            }
    }

    private Dictionary<Alike, Queue<EntryView>> Index(BookKey book, string commitment)
    {
        var index = new Dictionary<Alike, Queue<EntryView>>();
        foreach (var entry in Book(book)!.Entries(commitment))
            if (entry is { Status: EntryStatus.Reported or EntryStatus.Confirmed or EntryStatus.Disputed, Links: null or { Reverses: null } })
            {
                var alike = Alike.Of(
                    entry.Amount, entry.Occurred, entry.Beneficiaries, entry.OriginalAgency ?? entry.By.Agency, entry.BreakdownOf);
                if (!index.TryGetValue(alike, out var entries))
                    index.Add(alike, entries = new());
                entries.Enqueue(entry);
            }
        return index;
    }

    private void Settle(ImportRow row)
    {
        if (row.Result != RowResult.Waiting)
            return;
        if (row.Known is null && row.CountsNot)
            row.Result = RowResult.PassedOver;
        else if (row is { Known: not null, Differs: false })
            row.Result = RowResult.Unchanged;
        else if (row is { Known: { } entry, Differs: true })
            Correct(row, entry);
    }

    private void Correct(ImportRow row, EntryView entry)
    {
        if (strategy == ImportStrategy.New || row.CountsNot
            || entry.Status is not (EntryStatus.Reported or EntryStatus.Confirmed or EntryStatus.Disputed or EntryStatus.SentBack))
        {
            row.Refuse(FileColumns.Entry, Codes.EntryDiffers, ("entry", entry.Id));
            return;
        }
        if (entry.Status == EntryStatus.Reported && entry.By.Agency != actor.Agency)
        {
            row.Refuse(FileColumns.Entry, RefusalCodes.NotTheAuthor, ("agency", entry.By.Agency));
            return;
        }
        // The key is that of what is corrected.
        row.Operation = IdempotencyKey.OperationId(actor, OwnKey(row));
        row.Made = null;
        if (Made(row) is { Status: EntryStatus.Withdrawn } gone)
            row.Refuse(FileColumns.Entry, Codes.EntryDiffers, ("entry", gone.Id));
        else if (Made(row) is { } before)
            (row.Result, row.Made) = (RowResult.Unchanged, before.Id);
        else if (entry.Status is EntryStatus.Disputed or EntryStatus.SentBack)
            row.Report = row.Report! with { Corrects = entry.Id };
    }

    private LedgerBook? Book(BookKey book)
    {
        if (book == default)
            return null;
        if (!_books.TryGetValue(book, out var found))
            _books.Add(book, found = reading.Ledgers(new() { Book = book }, actor).FirstOrDefault(one => !one.Unreadable));
        return found;
    }

    /// <summary>What entries have alike that are taken for the same.</summary>
    private readonly record struct Alike(Amount? Amount, Window Occurred, string Beneficiaries, string Agency, string? Whole)
    {
        public static Alike Of(Amount? amount, Window occurred, ValueList<string> beneficiaries, string agency, string? whole) =>
            new(amount, occurred, string.Join(' ', beneficiaries.Order(StringComparer.Ordinal)), agency, whole);
    }
}
