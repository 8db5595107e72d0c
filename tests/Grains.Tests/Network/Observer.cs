using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Network;

namespace CoopGrains.Grains.Tests.Network;

/// <summary>Asks a reading everything that it can be asked, and writes down what it answers; a new question is asked without anybody thinking of it.</summary>
internal sealed class Observer(NetworkJournal all, Actor reader, DateOnly today)
{
    internal static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(DropPositions),
    };

    private readonly string[] _commitments = [.. Ledgers(all).Select(ledger => ledger.Commitment.Id).Distinct()];
    private readonly string[] _entries = [.. Ledgers(all).SelectMany(ledger => ledger.Entries.Keys).Distinct().Take(40)];

    /// <summary>Every question with its answer.</summary>
    public List<string> Everything(INetworkReading reading)
    {
        var said = new List<string>();
        foreach (var question in Questions())
            foreach (var arguments in Choices(question.GetParameters()))
            {
                var answer = question.Invoke(reading, arguments);
                said.Add($"{question.Name}({string.Join(", ", arguments.Select(Words))}) = {Words(answer)}");
            }
        return said;
    }

    private static IEnumerable<MethodInfo> Questions() => new[] { typeof(INetworkReading) }.Concat(typeof(INetworkReading).GetInterfaces())
        .SelectMany(part => part.GetMethods()).Where(method => !method.IsSpecialName).OrderBy(method => method.Name, StringComparer.Ordinal);

    private static IEnumerable<Ledger> Ledgers(NetworkJournal journal) => journal.Books.SelectMany(book => journal.CommitmentsOf(book).Ledgers.Values);

    private IEnumerable<object?[]> Choices(ReadOnlySpan<ParameterInfo> parameters)
    {
        IEnumerable<object?[]> choices = [[]];
        foreach (var parameter in parameters)
        {
            var values = Values(parameter).ToArray();
            choices = choices.SelectMany(_ => values, (before, value) => (object?[])[.. before, value]);
        }
        return choices;
    }

    private IEnumerable<object?> Values(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        // The first page.
        if (parameter.Name == "after")
            return [type == typeof(int) ? 0 : null];
        if (type == typeof(string))
            return Texts(parameter.Name!);
        if (type == typeof(Actor))
            return [reader];
        if (type == typeof(BookKey))
            return all.Books.Cast<object?>();
        if (type == typeof(int))
            return [parameter.Name == "limit" ? 200 : parameter.Name == "number" ? 1 : 0];
        if (type == typeof(bool))
            return [true, false];
        if (type == typeof(DateOnly))
            return [today];
        if (type == typeof(DateTimeOffset))
            return [all.Now];
        if (type == typeof(PartialDate))
            return [PartialDate.OfYear(2026)];
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return inner.IsEnum ? Enum.GetValues(inner).Cast<object?>().Append(null) : [null];
        if (type.IsEnum)
            return Enum.GetValues(type).Cast<object?>();
        if (type == typeof(TalksRef))
            return all.Books.Select(book => new TalksRef { Agreement = book, Number = 1 });
        if (type == typeof(CaseObject))
            return all.Books.SelectMany(book => _entries.Select(entry => new CaseObject { Book = book, Entry = entry }).Append(new() { Book = book }));
        if (type == typeof(ProvinceNames))
            return [new ProvinceNames { Name = new() { En = "vn-db" } }, new ProvinceNames { Name = new() { En = "secret" } }];
        // Filters and lists: as they are when nothing is said. One that cannot be made so wants a line above.
        return [Activator.CreateInstance(type)];
    }

    private IEnumerable<string> Texts(string name) => name switch
    {
        "commitment" => _commitments,
        "entry" => _entries,
        "province" or "party" => [.. SmallNetwork.Bodies, "vn", "none"],
        "spelling" => ["vn-db", "secret", "la psl"],
        "figure" => ["students:person:sum", "students:person:sum:2025:confirmed", "students:person:sum@province=la-lpb",
            "students:person:sum@agreement=none", .. all.Books.SelectMany(book => _commitments.Select(id => $"{book}:{id}:all:reported"))],
        "agency" => ["vn-db-office", "none"],
        "id" => [.. all.Books.Where(book => book.Kind == BookKind.Program && all.VersionOf(book) > 0)
            .SelectMany(book => all.StateOf<ProgramBook>(book).Cases?.All.Select(one => one.Id) ?? []).Take(20), "none"],
        _ => ["none"],
    };

    private string Words(object? value) => value switch
    {
        null => "null",
        Actor => "reader",
        IPublished published => string.Join('\n', PagesOf(published).Select(Words)),
        _ => JsonSerializer.Serialize(value, value.GetType(), Written),
    };

    private IEnumerable<object?> PagesOf(IPublished published) =>
    [
        published.Network(null, null, 200),
        .. all.Books.SelectMany(book => (object?[])
        [
            published.Agreement(book.Id), published.Program(book.Id), published.EntriesFrom(book),
            .. _entries.Select(entry => published.Entry(book, entry)),
        ]),
    ];

    // The journal's position moves with books that the reader does not see; it stays in the house.
    private static void DropPositions(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; type.Type == typeof(ViewStamp) && i >= 0; i--)
            if (type.Properties[i].Name == "position")
                type.Properties.RemoveAt(i);
    }
}
