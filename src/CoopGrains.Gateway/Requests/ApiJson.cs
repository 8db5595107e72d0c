using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Replies;

namespace CoopGrains.Gateway.Requests;

/// <summary>How JSON is read from requests and written into replies.</summary>
internal static class ApiJson
{
    /// <summary>Leaves Vietnamese and Lao readable; escapes what HTML could take for markup.</summary>
    public static readonly JavaScriptEncoder Readable = JavaScriptEncoder.Create(UnicodeRanges.All);

    /// <summary>Strict: nothing unknown, nothing missing, no null where a value belongs.</summary>
    public static readonly JsonSerializerOptions Requests = Frozen(new(ApiJsonTypes.Default.Options)
    {
        AllowDuplicateProperties = false,
        MaxDepth = 32,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        TypeInfoResolver = ApiJsonTypes.Default.WithAddedModifier(DropIgnored),
    });

    private static readonly JsonSerializerOptions Vi = RepliesIn("vi");
    private static readonly JsonSerializerOptions Lo = RepliesIn("lo");
    private static readonly JsonSerializerOptions En = RepliesIn("en");

    /// <summary>Replies in "vi", "lo" or "en": what nobody wrote is null, and names are resolved for the language.</summary>
    public static JsonSerializerOptions Replies(string language) => language switch { "vi" => Vi, "lo" => Lo, _ => En };

    /// <summary>How a type is read from requests.</summary>
    public static JsonTypeInfo<T> Request<T>() => (JsonTypeInfo<T>)Requests.GetTypeInfo(typeof(T));

    /// <summary>How types are read and written; without what stays in the house.</summary>
    public static IJsonTypeInfoResolver Types => ApiJsonTypes.Default.WithAddedModifier(KeepStampsInside);

    private static JsonSerializerOptions RepliesIn(string language) => Frozen(new(ApiJsonTypes.Default.Options)
    {
        Encoder = Readable,
        TypeInfoResolver = Types.WithAddedModifier(new WordsIn(language).Add),
        Converters = { new NamesIn(language), new Instants() },
    });

    // What stands in path and headers is no member of the body; left in, it would be skipped there in silence.
    internal static void DropIgnored(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
            if (type.Properties[i] is { Get: null, Set: null })
                type.Properties.RemoveAt(i);
    }

    private static void KeepStampsInside(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
            if (type.Properties[i].PropertyType == typeof(ViewStamp))
                type.Properties.RemoveAt(i);
    }

    internal static JsonSerializerOptions Frozen(JsonSerializerOptions options)
    {
        options.MakeReadOnly();
        return options;
    }
}
