using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Access;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Replies;
using CoopGrains.Gateway.Requests;
using CoopGrains.Gateway.Safety;
using CoopGrains.Hosting.Faults;
using CoopGrains.Hosting.History;
using CoopGrains.Network;
using Microsoft.Net.Http.Headers;

namespace CoopGrains.Gateway.Files;

/// <summary>Takes files of entries in, and tells what became of them.</summary>
internal sealed partial class ImportFiles(
    Imports imports, VisibleBooks visible, RestrictedReads restricted, Spelling spelling, OtherBooks others, BookHistory history, BookGrains grains,
    INetworkView view, BookPatience patience, Paging paging, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<ImportFiles> log) : IDisposable
{
    private const int ReadAtOnce = 8;
    private const int UnpackedAtOnce = 2;
    // What takes longer is answered before it is done.
    private const int FewRows = 1_000;
    private const int Page = 200;

    // A file takes several times its size once it is unpacked; and somebody who sends slowly keeps nobody from that.
    private readonly SemaphoreSlim _reading = new(ReadAtOnce);
    private readonly SemaphoreSlim _unpacking = new(UnpackedAtOnce);

    /// <summary>Takes a file.</summary>
    public async Task TakeAsync(HttpContext http)
    {
        Query.Only(http.Request, "dryRun", "strategy");
        var visit = http.Visit();
        NeededRole.Require(http, visit.Actor);
        var key = IdempotencyKey.Of(http.Request);
        var isDry = Query.Flag(http.Request, "dryRun");
        var strategy = Query.Named<ImportStrategy>(http.Request, "strategy") ?? ImportStrategy.New;
        await visible.CaughtUpAsync(http);
        var run = await ReadAsync(http, key, strategy, isDry);
        await restricted.RecordAsync(http, Named(run.Sheet));
        var (begun, isNew) = imports.Begin(run, one => WorkAsync(one, key), LogBroken);
        visit.AskedForChange = !isDry;
        if (begun.Sheet.Rows.Count <= FewRows)
            await begun.Done.WaitAsync(http.RequestAborted);
        if (begun.BrokenBy is { } code)
            throw new Problem(code == Codes.Unavailable && !isDry ? Codes.OutcomeUnknown : code).Thrown();
        if (!isNew)
            http.Response.Headers["Idempotency-Replayed"] = "true";
        if (!begun.IsDone)
        {
            http.Response.StatusCode = StatusCodes.Status202Accepted;
            http.Response.Headers.RetryAfter = "1";
        }
        http.Response.Headers.Location = "/v1/imports/" + begun.Id;
        await Json.WriteAsync(http, ImportViews.Of(begun, Language.Of(http)));
    }

    /// <summary>Tells how far an import has come.</summary>
    public Task ShowAsync(HttpContext http, string id)
    {
        Query.Only(http.Request);
        return WriteAsync(http, ImportViews.Of(Require(http, id), Language.Of(http)));
    }

    /// <summary>Tells what became of each row.</summary>
    public Task RowsAsync(HttpContext http, string id)
    {
        Query.Only(http.Request, "limit", "cursor");
        var run = Require(http, id);
        var asked = paging.Asked(http.Request);
        var (from, language) = ((int)asked.AfterNumber, Language.Of(http));
        var items = run.Rows.Skip(from).Take(asked.Limit).Select(row => ImportViews.Of(run, row, language)).ToValueList();
        var last = from + items.Count;
        return WriteAsync(http, new RowPage
        {
            Items = items,
            Next = paging.Linked(http, last < run.Rows.Count ? last.ToString(CultureInfo.InvariantCulture) : null),
        });
    }

    /// <summary>Gives the rows that were refused.</summary>
    public async Task ErrorsAsync(HttpContext http, string id)
    {
        Query.Only(http.Request);
        var run = Require(http, id);
        var language = Language.Of(http);
        var (_, mediaType, extension) = RowFile.Formats.Single(known => known.Format == run.Sheet.Format);
        http.Response.ContentType = run.Sheet.Format == FileFormat.Xlsx ? mediaType : mediaType + "; charset=utf-8";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"errors-{run.Id}.{extension}");
        http.Response.Headers.ContentDisposition = disposition.ToString();
        await using var file = RowFile.Of(run.Sheet.Format, http.Response.Body, run.Language);
        // What an earlier run said is said anew.
        var kept = Enumerable.Range(0, run.Sheet.Columns.Count).Where(at => run.Sheet.Columns[at] != FileColumns.Problems).ToArray();
        file.Begin([.. kept.Select(at => run.Sheet.Columns[at]), FileColumns.Problems]);
        var cells = new string?[kept.Length + 1];
        var waiting = 0;
        foreach (var row in run.Rows.Where(row => row.Result == RowResult.Refused))
        {
            for (var i = 0; i < kept.Length; i++)
                cells[i] = row.Cells.Cells[kept[i]].Text is { Length: > 0 } text ? text : null;
            cells[^1] = ImportViews.InOneCell(run, row, language);
            file.Write(cells);
            if (++waiting % Page == 0)
                await file.DrainAsync(http.RequestAborted);
        }
        await file.EndAsync(http.RequestAborted);
    }

    public void Dispose()
    {
        _reading.Dispose();
        _unpacking.Dispose();
    }

    private async Task<ImportRun> ReadAsync(HttpContext http, string key, ImportStrategy strategy, bool isDry)
    {
        var actor = http.Visit().Actor;
        if (http.Features.Get<TriedFile>() is { } file)
        {
            var tried = Require(http, file.Import);
            return new(IdOf(actor, key), actor, $"tried {tried.Id} {strategy} {isDry}", tried.Sheet, tried.Language, tried.Strategy, isDry, Activity.Current?.Id ?? "");
        }
        await _reading.WaitAsync(http.RequestAborted);
        try
        {
            var body = await ImportBody.ReadAsync(http);
            var sheet = await UnpackedAsync(body, http.RequestAborted);
            var asked = $"{body.Format} {strategy} {isDry} {Hash(body.Content.Span)}";
            return new(IdOf(actor, key), actor, asked, sheet, sheet.Language ?? Language.Of(http), strategy, isDry, Activity.Current?.Id ?? "");
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task<Sheet> UnpackedAsync(ImportBody body, CancellationToken ct)
    {
        await _unpacking.WaitAsync(ct);
        try
        {
            return Sheet.Read(body.Format, body.Content, body.Charset);
        }
        finally
        {
            _unpacking.Release();
        }
    }

    private async Task WorkAsync(ImportRun run, string key)
    {
        var stopping = lifetime.ApplicationStopping;
        var reading = view.Now;
        await run.PrepareAsync(new(run.Actor, key, run.Strategy, reading, spelling, others, history), stopping);
        if (run.IsDry)
            run.Rehearse(reading, clock.GetUtcNow());
        else
            await run.ExecuteAsync(grains, patience, view, stopping);
    }

    private ImportRun Require(HttpContext http, string id) =>
        imports.Find(id, http.Visit().Actor) ?? throw new Problem(Codes.ImportUnknown).Thrown();

    private static Task WriteAsync<T>(HttpContext http, T reply) =>
        Json.WriteTaggedAsync(http, RenderedReply.Made(reply, Language.Of(http)));

    // Whoever tries rows on a book learns of it.
    private static IEnumerable<BookKey> Named(Sheet sheet)
    {
        var at = sheet.Columns.ToList().IndexOf(FileColumns.Book);
        foreach (var text in sheet.Rows.Select(row => row.Cells[at].Text.Trim()).Distinct())
            if (BookKey.TryParse(text, out var book))
                yield return book;
    }

    private static string IdOf(Actor actor, string key) =>
        "i-" + Hash(Encoding.UTF8.GetBytes($"{actor.User}\n{IdempotencyKey.OperationId(actor, key)}"));

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 10));

    private void LogBroken(Exception exception)
    {
        if (exception is OperationCanceledException || Fault.Of(exception) != FaultKind.Defect)
            LogFault(exception);
        else
            LogDefect(exception);
    }

    [LoggerMessage(1, LogLevel.Warning, "An import was broken off")]
    private partial void LogFault(Exception exception);

    [LoggerMessage(2, LogLevel.Error, "An import met a defect")]
    private partial void LogDefect(Exception exception);
}

/// <summary>On a request that brings no file of its own: the import whose file, as it was read then, is taken instead.</summary>
/// <param name="Import">Its id; one of the caller's.</param>
internal sealed record TriedFile(string Import);
