using CoopGrains.Contracts;
using CoopGrains.Gateway.Access;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Requests;
using CoopGrains.Hosting.History;
using CoopGrains.Network;
using Microsoft.Net.Http.Headers;

namespace CoopGrains.Gateway.Files;

/// <summary>Writes the entries that a reader sees into a file, as of one moment, page by page.</summary>
/// <remarks>
/// A file says nothing of the moment, so that what the reader may not see moves none of its bytes. Reading a restricted book is recorded
/// before the first of them goes out. If the store fails on the way the connection is cut: half a file is never taken for a whole one.
/// </remarks>
internal sealed class ExportFiles(VisibleBooks visible, RestrictedReads restricted, BookHistory history, Spelling spelling) : IDisposable
{
    private const int AtOnce = 4;
    private const int Page = 200;
    private const string Reported = "entryReported";

    // Each has a page in memory: the others wait.
    private readonly SemaphoreSlim _room = new(AtOnce);

    /// <summary>The query parameters.</summary>
    public static readonly string[] Parameters = ["format", "book", "agreement", "area", "province", "partner", "period"];

    /// <summary>Answers with the file.</summary>
    public async Task GiveAsync(HttpContext http)
    {
        Query.Only(http.Request, Parameters);
        var format = Query.Named<FileFormat>(http.Request, "format") ?? FileFormat.Csv;
        var language = Language.Of(http);
        var filter = await FilterAsync(http);
        var reading = await visible.CaughtUpAsync(http);
        var reader = http.Visit().Actor;
        if (filter.Book is { } one)
            await visible.RequireAsync(reader, one.Kind, one.Id, http.RequestAborted);
        var books = reading.Ledgers(filter, reader);
        await restricted.RecordAsync(http, books.Select(book => book.Book));
        // What is left out would look as if it were not there.
        if (books.Any(book => book.Unreadable))
            throw new Problem(Codes.StateUnreadable).Thrown();
        await _room.WaitAsync(http.RequestAborted);
        try
        {
            await WriteAsync(http, books, format, language);
        }
        finally
        {
            _room.Release();
        }
    }

    public void Dispose() => _room.Dispose();

    private async Task WriteAsync(HttpContext http, IReadOnlyList<LedgerBook> books, FileFormat format, string language)
    {
        var (_, mediaType, extension) = RowFile.Formats.Single(known => known.Format == format);
        http.Response.ContentType = format == FileFormat.Xlsx ? mediaType : mediaType + "; charset=utf-8";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"entries-{language}.{extension}");
        http.Response.Headers.ContentDisposition = disposition.ToString();
        var ct = http.RequestAborted;
        await using var file = RowFile.Of(format, http.Response.Body, language);
        file.Begin(ExportRow.Columns);
        var cells = new string?[ExportRow.Columns.Count];
        var waiting = 0;
        foreach (var book in books)
            await foreach (var row in RowsAsync(book, http.Visit().Actor, language, ct))
            {
                row.Fill(cells, file.HasWords ? language : null);
                file.Write(cells);
                if (++waiting % Page == 0)
                    await file.DrainAsync(ct);
            }
        await file.EndAsync(ct);
    }

    // In the order the book took them, which is that of its history: texts and entries meet without either being in memory as a whole.
    private async IAsyncEnumerable<ExportRow> RowsAsync(
        LedgerBook book, Actor reader, string language, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var happened in history.FromAsync(book.Book, 1, ct))
        {
            if (happened.Sequence > book.Version)
                yield break;
            if (happened.Event == Reported && EventCatalog.Read(happened.Event, happened.Content) is EntryReported said
                && book.Find(said.Entry) is { } held)
                yield return new(book.Book, held, said, KeyOf(happened, said.Entry, reader), language);
        }
    }

    // The key of the reader's own agency finds the entry again wherever it goes. Keys of others are theirs, and may be alike.
    private static string KeyOf(HistoryEvent happened, string entry, Actor reader) =>
        happened.Agency == reader.Agency && happened.Operation.StartsWith(happened.Agency + ":", StringComparison.Ordinal)
            ? happened.Operation[(happened.Agency.Length + 1)..]
            : entry;

    private async ValueTask<LedgerFilter> FilterAsync(HttpContext http) => new()
    {
        Book = Query.Book(http.Request, "book"),
        Agreement = Query.Book(http.Request, "agreement", BookKind.Agreement),
        Area = Query.Text(http.Request, "area"),
        Province = Query.Text(http.Request, "province") is { } named ? await spelling.IdAsync(named, null) : null,
        Partner = Query.Text(http.Request, "partner") is { } other ? await spelling.IdAsync(other, null) : null,
        Period = Query.Period(http.Request, "period"),
    };
}
