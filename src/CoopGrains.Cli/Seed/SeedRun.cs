using System.Collections.Concurrent;
using System.Net;
using CoopGrains.Cli.Identities;
using CoopGrains.Cli.Site;
using CoopGrains.Contracts;

namespace CoopGrains.Cli.Seed;

/// <summary>What one file came to.</summary>
internal readonly record struct SeedCount(int Made, int Replayed);

/// <summary>Sends the seed as the users it names. Every write has its own lasting key, so a second run meets the first.</summary>
/// <remarks>Files follow each other; within one, each book's writes keep their order and different books go side by side.</remarks>
internal sealed class SeedRun(SiteClient site) : IDisposable
{
    private const int AtOnce = 4;

    private readonly SemaphoreSlim _slots = new(AtOnce);
    private readonly ConcurrentDictionary<string, Done> _done = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _ends = new(StringComparer.Ordinal);

    private sealed record Done(Actor By, string Book, string Version, bool Replayed);

    /// <summary>Sends one file and returns when readers see all of it.</summary>
    public async Task<SeedCount> SendAsync(SeedFile file, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var lanes = file.Items.GroupBy(item => item.Lane()).Select(lane => SendLaneAsync([.. lane], stop)).ToArray();
        await WhenAllOrFirstFailureAsync(lanes);
        var done = file.Items.Select(item => _done[item.Key]).ToArray();
        return new(done.Count(one => !one.Replayed), done.Count(one => one.Replayed));
    }

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();

    private async Task SendLaneAsync(SeedItem[] items, CancellationTokenSource stop)
    {
        try
        {
            Done? before = null;
            foreach (var item in items)
            {
                if (item.After is { } needed)
                    await EndOf(needed).Task.WaitAsync(stop.Token);
                // A new user, or a new book, may be used once readers see it.
                if (before is not null && (before.By != KnownUsers.Of(item.By) || before.Version.EndsWith("@1", StringComparison.Ordinal)))
                    await UntilVisibleAsync(before, stop.Token);
                before = await SendOneAsync(item, stop.Token);
            }
            await UntilVisibleAsync(before!, stop.Token);
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    private async Task<Done> SendOneAsync(SeedItem item, CancellationToken ct)
    {
        var actor = KnownUsers.Of(item.By);
        var path = item.NamedItem() is { } named ? item.Path.Replace($"{{{named}}}", BookId(named), StringComparison.Ordinal) : item.Path;
        await _slots.WaitAsync(ct);
        try
        {
            var reply = await site.WriteAsync(actor, item.Method, path, item.Key, item.Body.GetRawText(), ct);
            if (!reply.Succeeded)
                throw Refused(item, path, reply);
            var done = new Done(actor, reply.Body.GetProperty("book").GetString()!, reply.Version ?? "", reply.Replayed);
            _done[item.Key] = done;
            EndOf(item.Key).TrySetResult();
            return done;
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task UntilVisibleAsync(Done write, CancellationToken ct)
    {
        // The one list that operators read too: whatever it answers, it is not before that version.
        var reply = await site.ReadAsync(write.By, "/v1/provinces?limit=1", write.Version, ct);
        if (!reply.Succeeded)
            throw new Failure($"{write.Book} was written, but waiting for readers to see it was answered {reply.Problem()}");
    }

    private string BookId(string key) => _done[key].Book.Split('/')[1];

    private TaskCompletionSource EndOf(string key) =>
        _ends.GetOrAdd(key, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private static Failure Refused(SeedItem item, string path, SiteReply reply)
    {
        var why = reply.Code is "alreadyExists" or "bootstrapIsOver"
            ? " Somebody else entered this before: the seed goes into an empty store, or into one that it began."
            : reply.Status == HttpStatusCode.Unauthorized ? " Does the key belong to this site?" : "";
        return new($"the site refused {item.Method} {path} by {item.By} ({item.Key}): {reply.Problem()}{why}");
    }

    // The failure that stopped the others, not one of the stops.
    private static async Task WhenAllOrFirstFailureAsync(Task[] lanes)
    {
        try
        {
            await Task.WhenAll(lanes);
        }
        catch
        {
            if (lanes.FirstOrDefault(lane => lane.IsFaulted)?.Exception?.InnerException is { } first)
                throw first is Failure ? first : new Failure($"the seed broke off: {first.Message}");
            throw;
        }
    }
}
