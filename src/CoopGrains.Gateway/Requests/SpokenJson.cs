using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CoopGrains.Gateway.Requests;

/// <summary>How a command is written as a request would say it: what it does not say is left out.</summary>
internal static class SpokenJson
{
    private static readonly JsonSerializerOptions Said = ApiJson.Frozen(new(ApiJsonTypes.Default.Options)
    {
        Encoder = ApiJson.Readable,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        TypeInfoResolver = ApiJsonTypes.Default.WithAddedModifier(ApiJson.DropIgnored),
    });

    /// <summary>How a type is written.</summary>
    public static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Said.GetTypeInfo(typeof(T));
}
