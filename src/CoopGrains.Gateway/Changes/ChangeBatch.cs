namespace CoopGrains.Gateway.Changes;

/// <summary>What one beat brings. What all readers see alike is joined once for all who ask for the same, and not once for each.</summary>
/// <param name="changes">In the order of the journal; at least one.</param>
/// <param name="upTo">The place of the journal that they reach to.</param>
/// <remarks>Not for use at once.</remarks>
internal sealed class ChangeBatch(IReadOnlyList<Change> changes, long upTo)
{
    // Larger objects live until the whole heap is collected.
    private const int MostJoined = 64 * 1024;

    private readonly Dictionary<string, Asked> _asked = new(StringComparer.Ordinal);

    /// <summary>In the order of the journal.</summary>
    public IReadOnlyList<Change> Changes => changes;

    /// <summary>The place of the journal that they reach to.</summary>
    public long UpTo => upTo;

    /// <summary>What is asked for.</summary>
    public Asked For(ChangeFilter filter)
    {
        if (!_asked.TryGetValue(filter.Name, out var asked))
            _asked[filter.Name] = asked = AskedBy(filter);
        return asked;
    }

    private Asked AskedBy(ChangeFilter filter)
    {
        var (joined, own, alike, bytes) = (new List<Frame>(), new List<Change>(), new List<Frame>(), 0);
        foreach (var change in changes.Where(filter.Takes))
        {
            if (!change.IsForAll || change.FrameFor(change.Book) is not { NamesRestricted: false } frame)
            {
                own.Add(change);
                continue;
            }
            if (bytes + frame.Bytes.Length > MostJoined)
                Join();
            alike.Add(frame);
            bytes += frame.Bytes.Length;
        }
        Join();
        return new(joined, own);

        void Join()
        {
            if (alike.Count > 0)
                joined.Add(Frame.Joined(alike));
            alike.Clear();
            bytes = 0;
        }
    }
}

/// <summary>What is asked for of a batch.</summary>
/// <param name="Alike">
/// Changes that all who ask for them see alike, joined as if there were no others: where the joints are tells nothing of what is hidden.
/// </param>
/// <param name="Own">Those that each reader sees in its own way, or not.</param>
internal sealed record Asked(IReadOnlyList<Frame> Alike, IReadOnlyList<Change> Own);
