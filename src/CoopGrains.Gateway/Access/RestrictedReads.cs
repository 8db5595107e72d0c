using System.Buffers;
using System.Diagnostics;
using System.Text;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Safety;
using CoopGrains.Hosting.History;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Access;

/// <summary>Records what a reader is shown of restricted books, once for each book and request, before it is shown.</summary>
/// <remarks>If it cannot be recorded, the read is refused (503): nothing restricted is shown unrecorded.</remarks>
internal sealed class RestrictedReads(INetworkView view, AccessLog log, BookPatience patience)
{
    private const int LongestPath = 300;

    private static readonly SearchValues<byte> OfIds = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-"u8);

    /// <summary>Records that a book is read.</summary>
    public Task RecordAsync(HttpContext http, KnownBook book) => RecordAsync(http, [book]);

    /// <summary>Records that a book is read where no request is at hand.</summary>
    public Task RecordAsync(KnownBook book, Actor reader, string path, CancellationToken ct) => book.Restricted
        ? patience.WithinAsync(log.RecordAsync([new(book.Book, reader, Activity.Current?.Id ?? "", path, book.Grant)], ct))
        : Task.CompletedTask;

    /// <summary>Records that books are read, as far as they are restricted.</summary>
    public Task RecordAsync(HttpContext http, IEnumerable<BookKey> books)
    {
        var reader = http.Visit().Actor;
        return reader.MaySeeRestricted
            ? RecordAsync(http, books.Select(book => view.Now.Find(book, reader)).OfType<KnownBook>().ToList())
            : Task.CompletedTask;
    }

    /// <summary>Every answer to a read passes here: whatever restricted book it names or counts is recorded.</summary>
    public static Task BeforeShowingAsync(HttpContext http, ReadOnlyMemory<byte> body) =>
        http.Features.Get<Visit>() is { Actor.MaySeeRestricted: true }
            ? http.RequestServices.GetRequiredService<RestrictedReads>().RecordShownAsync(http, body)
            : Task.CompletedTask;

    private Task RecordShownAsync(HttpContext http, ReadOnlyMemory<byte> body)
    {
        var reader = http.Visit().Actor;
        return http.GetEndpoint()?.Metadata.GetMetadata<CountsRestricted>() is not null
            ? RecordAsync(http, view.Now.Restricted(reader))
            : RecordAsync(http, Named(body.Span).Distinct());
    }

    private async Task RecordAsync(HttpContext http, IReadOnlyList<KnownBook> books)
    {
        var visit = http.Visit();
        var reads = books.Where(book => book.Restricted && visit.Recorded.Add(book.Book))
            .Select(book => ReadOf(http, visit.Actor, book)).ToList();
        if (reads.Count > 0)
            await patience.WithinAsync(log.RecordAsync(reads, http.RequestAborted));
    }

    private static ReadOfBook ReadOf(HttpContext http, Actor reader, KnownBook book)
    {
        var path = http.Request.Path.Value ?? "";
        return new(book.Book, reader, Activity.Current?.Id ?? "", path.Length <= LongestPath ? path : path[..LongestPath], book.Grant);
    }

    // Ids of restricted books begin alike and are random: where one stands in an answer, something of that book is shown.
    private static List<BookKey> Named(ReadOnlySpan<byte> body)
    {
        var found = new List<BookKey>();
        while (body.IndexOf("/r-"u8) is >= 0 and var at)
        {
            var rest = body[(at + 1)..];
            var end = rest.IndexOfAnyExcept(OfIds);
            var id = Encoding.ASCII.GetString(end < 0 ? rest : rest[..end]);
            if (BookKey.IsId(id))
                found.AddRange(BookKey.Agreement(id), BookKey.Program(id));
            body = rest;
        }
        return found;
    }
}
