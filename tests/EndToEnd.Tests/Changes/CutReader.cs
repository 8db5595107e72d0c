using TestKit;

namespace EndToEnd.Tests.Changes;

/// <summary>A reader whose connection is cut again and again, each time after another number of changes, and which goes on by its last id.</summary>
/// <param name="who">Who reads.</param>
/// <param name="places">Where it connects, to any of them.</param>
/// <param name="chance">How many changes, and where.</param>
internal sealed class CutReader(string who, ApiClient[] places, Random chance)
{
    private const int MostBetweenCuts = 5;

    private string? _last;

    /// <summary>Versions of books in the order in which they came.</summary>
    public List<string> Received { get; } = [];

    /// <summary>Connections that there were.</summary>
    public int Connections { get; private set; }

    /// <summary>Begins: from here on nothing is missed.</summary>
    public Task BeginAsync() => ReadAsync(0);

    /// <summary>Reads on for so many connections.</summary>
    public async Task ReadCutAsync(int cuts)
    {
        for (var cut = 0; cut < cuts; cut++)
            await ReadAsync(chance.Next(MostBetweenCuts + 1));
    }

    /// <summary>Reads until it has so many changes.</summary>
    public async Task ReadToAsync(int count)
    {
        while (Received.Count < count)
            await ReadAsync(count - Received.Count);
    }

    // Whatever ends it early is an end like any other: of the process, or of the network.
    private async Task ReadAsync(int most)
    {
        try
        {
            using var stream = await places[chance.Next(places.Length)].StreamAsync(who, lastId: _last);
            if (stream.Status is 429 or 503)
                return;
            await stream.OpenedAsync();
            Connections++;
            for (var left = most; await stream.NextAsync() is { } sent;)
            {
                _last = stream.LastId;
                if (sent.EndCode is null && !sent.IsEmpty)
                    Received.Add(sent.Version);
                if (sent.EndCode is not null || left <= 0 || (!sent.IsEmpty && --left == 0))
                    return;
            }
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException)
        {
        }
    }
}
