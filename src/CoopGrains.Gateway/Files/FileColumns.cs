using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CoopGrains.Gateway.Problems;

namespace CoopGrains.Gateway.Files;

/// <summary>The columns of a file of entries, and what they are called in each language; kept in columns.json.</summary>
internal static class FileColumns
{
    public const string Book = "book";
    public const string Commitment = "commitment";
    public const string From = "from";
    public const string To = "to";
    public const string Amount = "amount";
    public const string Unit = "unit";
    public const string Bound = "bound";
    public const string Estimate = "estimate";
    public const string Parts = "parts";
    public const string Beneficiaries = "beneficiaries";
    public const string Meaning = "meaning";
    public const string Places = "places";
    public const string Evidence = "evidence";
    public const string Source = "source";
    public const string Line = "line";
    public const string Quote = "quote";
    public const string Note = "note";
    public const string BreakdownOf = "breakdownOf";
    public const string State = "state";
    public const string Reverses = "reverses";
    public const string Corrects = "corrects";
    public const string Province = "province";
    public const string Agency = "agency";
    public const string OriginalAgency = "originalAgency";
    public const string OnBehalfOf = "onBehalfOf";
    public const string Entry = "entry";
    public const string Key = "key";
    public const string Problems = "problems";

    /// <summary>Those that a file to be imported has to have.</summary>
    public static readonly string[] Needed = [Book, Commitment, From];

    private static readonly Trilingual Yes = new() { Vi = "có", Lo = "ແມ່ນ", En = "yes" };
    private static readonly Trilingual No = new() { Vi = "không", Lo = "ບໍ່ແມ່ນ", En = "no" };

    private static readonly FrozenDictionary<string, Trilingual> Names = Load();

    private static readonly FrozenDictionary<string, (string Code, string? Language)> ByHeader =
        Names.SelectMany(pair => ((string Name, string? Language)[])
                [(pair.Key, null), (pair.Value.Vi, "vi"), (pair.Value.Lo, "lo"), (pair.Value.En, "en")],
            (pair, header) => (Header: Folded(header.Name), Found: (pair.Key, header.Language)))
            .DistinctBy(pair => pair.Header).ToFrozenDictionary(pair => pair.Header, pair => pair.Found, StringComparer.Ordinal);

    /// <summary>Every code.</summary>
    public static IEnumerable<string> All => Names.Keys;

    /// <summary>What a column is called.</summary>
    public static Trilingual NameOf(string code) => Names[code];

    /// <summary>The column of a header, and the language that it is in: null for a code. Null when no column is called so.</summary>
    public static (string Code, string? Language)? Find(string header) => ByHeader.TryGetValue(Folded(header), out var found) ? found : null;

    /// <summary>"yes" or "no" in a language, or as a code.</summary>
    public static string Word(bool value, string? language) => language is null
        ? value ? "true" : "false"
        : (value ? Yes : No).In(language);

    /// <summary>What a word for yes or no means; null when it is neither.</summary>
    public static bool? Flag(string word) => Folded(word) switch
    {
        var one when one is "true" or "1" or "x" or "yes" || one == Folded(Yes.Vi) || one == Yes.Lo => true,
        var one when one is "false" or "0" or "no" || one == Folded(No.Vi) || one == No.Lo => false,
        _ => null,
    };

    /// <summary>A header or word without what people write differently: case, and space around and between words.</summary>
    public static string Folded(string text) => string.Join(
        ' ', text.Normalize(NormalizationForm.FormC).ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static FrozenDictionary<string, Trilingual> Load()
    {
        using var stream = typeof(FileColumns).Assembly.GetManifestResourceStream("columns.json")!;
        return JsonSerializer.Deserialize(stream, ColumnJson.Default.DictionaryStringTrilingual)!.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Dictionary<string, Trilingual>))]
internal sealed partial class ColumnJson : JsonSerializerContext;
