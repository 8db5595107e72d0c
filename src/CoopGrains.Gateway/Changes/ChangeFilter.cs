using System.Collections.Frozen;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Requests;

namespace CoopGrains.Gateway.Changes;

/// <summary>Which changes a reader asks for.</summary>
/// <param name="Kinds">Names of events; null when neither they nor books are asked for.</param>
/// <param name="Books">Kinds of books.</param>
/// <param name="Province">A province or national body that the book concerns; null for all.</param>
internal sealed record ChangeFilter(FrozenSet<string>? Kinds, FrozenSet<BookKind> Books, string? Province)
{
    private const string Form = "entryReported, entryConfirmed, …; province, agreement, program";
    private const int Longest = 1_000;

    /// <summary>One for all who ask for the same.</summary>
    public string Name { get; } = Kinds is null
        ? $"{Province}"
        : $"{Province}?{string.Join(',', Kinds.Order(StringComparer.Ordinal))}?{string.Join(',', Books.Order())}";

    /// <summary>True when it is asked for; whether it may be seen is another question.</summary>
    public bool Takes(Change change) =>
        (Kinds is null || Kinds.Contains(change.Kind) || Books.Contains(change.Book.Book.Kind))
        && (Province is null || change.Book.Parties.Contains(Province));

    /// <summary>What a request asks for.</summary>
    public static async ValueTask<ChangeFilter> OfAsync(HttpRequest request, Spelling spelling)
    {
        var names = Query.Text(request, "kind", Longest, Form)?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        var (kinds, books) = (new List<string>(), new List<BookKind>());
        foreach (var name in names)
            if (EnumNames.TryParse<BookKind>(name, out var book))
                books.Add(book);
            else if (EventCatalog.Has(name))
                kinds.Add(name);
            else
                throw Query.Wrong("kind", Form);
        var province = Query.Text(request, "province") is { } named ? await spelling.IdAsync(named, null) : null;
        return new(names.Length == 0 ? null : kinds.ToFrozenSet(StringComparer.Ordinal), books.ToFrozenSet(), province);
    }
}
