using CoopGrains.Storage;

namespace CoopGrains.Grains.Tests.Network;

/// <summary>Gives rows the hashes that a store would have given them.</summary>
internal sealed class RowChain
{
    private readonly Dictionary<string, string> _last = new(StringComparer.Ordinal);

    /// <summary>Rows that were changed, as if they had been written so.</summary>
    public static List<JournalRow> Of(IEnumerable<JournalRow> rows)
    {
        var chain = new RowChain();
        return [.. rows.Select(chain.Next)];
    }

    /// <summary>The row that comes next.</summary>
    public JournalRow Next(JournalRow row)
    {
        var hash = RowHash.Of(_last.GetValueOrDefault(row.BookKey) ?? RowHash.BeforeFirst(row.BookKey), row);
        _last[row.BookKey] = hash;
        return row with { Hash = hash };
    }
}
