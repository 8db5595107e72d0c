using CoopGrains.Contracts;
using CoopGrains.Dashboard.Site;
using CoopGrains.Gateway.Commitments;
using CoopGrains.Gateway.Conflicts;
using CoopGrains.Gateway.History;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Network;
using CoopGrains.Gateway.SignIn;
using CoopGrains.Hosting;
using CoopGrains.Hosting.History;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Pages;

/// <summary>What pages read, by the ways of the API.</summary>
internal sealed class PageSite(
    NetworkReads network, BookHistory history, ConflictReads conflicts, PageVisits visits, CoopOptions options, IHostEnvironment environment) : IPageSite
{
    public DateTimeOffset Now => network.Now;

    public DateOnly Today => network.Today;

    public bool OffersSignIn { get; } = SignInSite.IsOffered(options, environment);

    public PageReader? ReaderOf(HttpContext http) => http.Features.Get<Visit>() is { } visit
        ? new(visit.Actor, () => visit.IsSession ? http.RequestServices.GetRequiredService<Sessions>().TokensFor(http).RequestToken : null)
        : null;

    public DateTimeOffset? NoteVisit(HttpContext http, DateTimeOffset asOf) =>
        http.Features.Get<Visit>() is { IsSession: true } visit ? visits.Note(http, visit.Actor, asOf) : null;

    public ValueTask<INetworkReading> ReadingAsync(HttpContext http) => network.CaughtUpAsync(http);

    public Task<KnownBook> OpenAsync(HttpContext http, BookKind kind, string id) => network.OpenedAsync(http, kind, id).AsTask();

    public async Task<IReadOnlyList<PageEvent>> HistoryAsync(HttpContext http, KnownBook book, long from, int limit) =>
        [.. (await history.ReadAsync(book.Book, from, limit, http.RequestAborted))
            .Select(happened => HistoryItem.Of(happened, HistoryItem.ShowsContent(happened.Event, book)))
            .Select(item => new PageEvent(item.Sequence, item.Event, item.RecordedAt, item.User, item.Agency, item.TraceId, item.Content))];

    public async Task<EntryStory> StoryAsync(HttpContext http, KnownBook book, EntryView entry)
    {
        var told = await EntryTexts.ReadAsync(history, book.Book, entry, http.RequestAborted);
        return new(told.Reported?.Meaning, told.Reported?.AmountAsWritten, told.Reported?.Evidence ?? default, told.Reported?.Sources ?? default,
            told.Disputed?.Reason, told.SentBack?.Note, told.Withdrawn?.Reason, told.Duplicate);
    }

    public async Task<IReadOnlyList<ConflictView>> ConflictsAsync(HttpContext http, KnownBook book) =>
        await conflicts.WithReadingsAsync([.. network.Latest.ConflictsOf(book.Book, http.Visit().Actor)], http.RequestAborted);
}
