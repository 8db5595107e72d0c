using System.Globalization;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Books;
using CoopGrains.Dashboard.Site;

namespace CoopGrains.Dashboard.Pages;

/// <summary>A book's history: who, when, why, and what it was before and after.</summary>
public sealed class HistoryPage : ReadingPage
{
    private const int Limit = 25;

    /// <inheritdoc/>
    public override string Section => Kind + "s";

    /// <summary>The book.</summary>
    public KnownBook Book { get; private set; } = null!;

    /// <summary>Events, the newest first.</summary>
    public IReadOnlyList<PageEvent> Events { get; private set; } = [];

    /// <summary>The number of the newest event shown.</summary>
    public long Last { get; private set; }

    /// <summary>The newest event of the page of earlier ones; null when these are the first.</summary>
    public long? Earlier => Last > Limit ? Last - Limit : null;

    private string Kind => Request.Path.Value!.Split('/')[1].TrimEnd('s');

    /// <summary>A value of an event: a party by its name, a field by what it is called, an instant in the time of both countries, a code in words.</summary>
    public string Value(string path, string text) => Parties.ContainsKey(text) ? Party(text)
        : path.EndsWith(" field", StringComparison.Ordinal) ? Words.Field(text)
        : text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var instant) ? Words.Instant(instant)
        : Words.Code(text);

    /// <summary>Shows it.</summary>
    /// <param name="id">The book.</param>
    public async Task OnGetAsync(string id)
    {
        Book = await Site.OpenAsync(HttpContext, Enum.Parse<BookKind>(Kind, ignoreCase: true), id);
        Title = Words["history"];
        Last = long.TryParse(Request.Query["to"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked > 0
            ? Math.Min(asked, Book.Version) : Book.Version;
        var from = Math.Max(1, Last - Limit + 1);
        Events = [.. (await Site.HistoryAsync(HttpContext, Book, from, (int)(Last - from + 1))).Reverse()];
    }
}
