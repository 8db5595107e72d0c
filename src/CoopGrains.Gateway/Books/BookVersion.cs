using System.Globalization;
using CoopGrains.Contracts;

namespace CoopGrains.Gateway.Books;

/// <summary>A version of a book in an epoch of the store: <c>program/db-lpb-scholarship@42</c>, after a first restore <c>…@2.42</c>.</summary>
/// <remarks>Versions of different epochs are not comparable: a restore may have taken back what a reader saw.</remarks>
internal readonly record struct BookVersion(BookKey Book, int Epoch, long Version)
{
    /// <summary>What <see cref="ToString"/> gives; false for anything else.</summary>
    public static bool TryParse(string text, out BookVersion version)
    {
        version = default;
        var at = text.LastIndexOf('@');
        if (at <= 0 || !BookKey.TryParse(text[..at], out var book))
            return false;
        var numbers = text.AsSpan(at + 1);
        var dot = numbers.IndexOf('.');
        var epoch = 1;
        if (dot >= 0 && (!int.TryParse(numbers[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out epoch) || epoch < 2))
            return false;
        if (!long.TryParse(numbers[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number <= 0)
            return false;
        version = new(book, epoch, number);
        return true;
    }

    public override string ToString() => Epoch > 1
        ? string.Create(CultureInfo.InvariantCulture, $"{Book}@{Epoch}.{Version}")
        : string.Create(CultureInfo.InvariantCulture, $"{Book}@{Version}");
}
