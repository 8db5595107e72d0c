namespace CoopGrains.Gateway.Changes;

/// <summary>What one beat brings. What all readers see alike is joined once for all who ask for the same, and not once for each.</summary>
/// <param name="changes">In the order of the journal; at least one.</param>
/// <param name="upTo">The place of the journal that they reach to.</param>
/// <remarks>Not for use at once.</remarks>
internal sealed class ChangeBatch(IReadOnlyList<Change> changes, long upTo)
{
    // Larger objects live until the whole heap is collected.
    private const int MostJoined = 64 * 1024;

    private readonly Dictionary<string, List<Piece>> _pieces = new(StringComparer.Ordinal);

    /// <summary>In the order of the journal.</summary>
    public IReadOnlyList<Change> Changes => changes;

    /// <summary>The place of the journal that they reach to.</summary>
    public long UpTo => upTo;

    /// <summary>What is asked for, in order.</summary>
    public IReadOnlyList<Piece> For(ChangeFilter filter)
    {
        if (!_pieces.TryGetValue(filter.Name, out var pieces))
            _pieces[filter.Name] = pieces = PiecesOf(filter);
        return pieces;
    }

    private List<Piece> PiecesOf(ChangeFilter filter)
    {
        var pieces = new List<Piece>();
        var alike = new List<Frame>();
        var bytes = 0;
        foreach (var change in changes)
        {
            if (!filter.Takes(change))
                continue;
            if (change.IsForAll && change.FrameFor(change.Book) is { NamesRestricted: false } frame)
            {
                if (bytes + frame.Bytes.Length > MostJoined)
                    Join();
                alike.Add(frame);
                bytes += frame.Bytes.Length;
                continue;
            }
            Join();
            pieces.Add(new(null, change));
        }
        Join();
        return pieces;

        void Join()
        {
            if (alike.Count > 0)
                pieces.Add(new(Frame.Joined(alike), null));
            alike.Clear();
            bytes = 0;
        }
    }
}

/// <summary>A part of a batch.</summary>
/// <param name="Alike">Changes that all who ask for them see alike; null when it is one that each reader sees in its own way, or not.</param>
/// <param name="Own">That one.</param>
internal readonly record struct Piece(Frame? Alike, Change? Own);
