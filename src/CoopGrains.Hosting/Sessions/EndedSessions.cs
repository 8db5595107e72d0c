using System.Collections.Immutable;
using CoopGrains.Hosting.KeyRing;
using CoopGrains.Storage;

namespace CoopGrains.Hosting.Sessions;

/// <summary>Page sessions that were ended before their time, by whichever process.</summary>
public sealed class EndedSessions
{
    private const string Kind = "ended-session";

    private readonly ISiteItems _items;
    private readonly Lock _gate = new();
    private ImmutableHashSet<string> _ended = [];
    private ImmutableHashSet<string> _endedHere = [];
    private volatile bool _known;

    /// <param name="items">Where all processes keep them.</param>
    /// <param name="shared">Tells when another process has ended one.</param>
    public EndedSessions(ISiteItems items, SharedItems shared)
    {
        _items = items;
        shared.Follow(LookAsync);
    }

    /// <summary>The same as <see cref="Has"/>; a process that has just started looks first.</summary>
    public async ValueTask<bool> HasAsync(string id, CancellationToken ct)
    {
        if (!_known)
            await LookAsync(ct);
        return Has(id);
    }

    /// <summary>True when a session was ended: here at once, elsewhere within two seconds.</summary>
    public bool Has(string id)
    {
        lock (_gate)
            return _ended.Contains(id) || _endedHere.Contains(id);
    }

    /// <summary>Ends a session. Durable when the task completes.</summary>
    /// <param name="id">The session.</param>
    /// <param name="until">It would have ended then by itself.</param>
    /// <param name="ct">Cancels waiting.</param>
    public async Task EndAsync(string id, DateTimeOffset until, CancellationToken ct)
    {
        await _items.AddItemAsync(new(Kind, id, "", until), ct);
        lock (_gate)
            _endedHere = _endedHere.Add(id);
    }

    private async Task LookAsync(CancellationToken ct)
    {
        var found = await _items.ItemsAsync(Kind, ct);
        lock (_gate)
        {
            _ended = [.. found.Select(item => item.Name)];
            _endedHere = _endedHere.Except(_ended);
        }
        _known = true;
    }
}
