namespace CoopGrains.Domain;

/// <summary>How many letters must be added, left out or changed to make one text of another (Levenshtein), from one text to many.</summary>
/// <remarks>
/// A column of the table at a time, its differences in the bits of two numbers: G. Myers, "A fast bit-vector algorithm for approximate string
/// matching", J. ACM 46 (1999), as H. Hyyrö wrote it for whole texts (2003).
/// </remarks>
public sealed class EditDistance
{
    /// <summary>Letters that a text to measure from may have.</summary>
    public const int Longest = 128;

    private readonly Dictionary<char, UInt128> _places = [];
    private readonly UInt128 _last;
    private readonly int _length;

    /// <summary>Measures from a text of 1 to <see cref="Longest"/> letters; any other is an <see cref="ArgumentOutOfRangeException"/>.</summary>
    public EditDistance(string from)
    {
        ArgumentOutOfRangeException.ThrowIfZero(from.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from.Length, Longest);
        for (var i = 0; i < from.Length; i++)
            _places[from[i]] = _places.GetValueOrDefault(from[i]) | (UInt128.One << i);
        (_last, _length) = (UInt128.One << (from.Length - 1), from.Length);
    }

    /// <summary>The distance to a text.</summary>
    public int To(string text)
    {
        var (distance, more, less) = (_length, UInt128.MaxValue, UInt128.Zero);
        foreach (var letter in text)
        {
            var equal = _places.GetValueOrDefault(letter);
            var down = equal | less;
            var across = (((equal & more) + more) ^ more) | equal;
            var (right, left) = (less | ~(across | more), more & across);
            if ((right & _last) != 0)
                distance++;
            else if ((left & _last) != 0)
                distance--;
            right = (right << 1) | 1;
            (more, less) = ((left << 1) | ~(down | right), right & down);
        }
        return distance;
    }
}
