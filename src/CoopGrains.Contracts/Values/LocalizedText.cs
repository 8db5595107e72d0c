using Orleans;

namespace CoopGrains.Contracts;

/// <summary>A name or text in the three languages of the network. A language that nobody wrote is null, never guessed.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.LocalizedText)]
public sealed record LocalizedText
{
    /// <summary>Vietnamese.</summary>
    [Id(0)] public string? Vi { get; init; }

    /// <summary>Lao.</summary>
    [Id(1)] public string? Lo { get; init; }

    /// <summary>English.</summary>
    [Id(2)] public string? En { get; init; }

    /// <summary>The text in a language ("vi", "lo" or "en"), or null when it is missing in that language.</summary>
    public string? In(string language) => language switch { "vi" => Vi, "lo" => Lo, _ => En };

    /// <summary>The text in the asked language, or else in the first of vi, en, lo that has one, with the language it is in.</summary>
    public (string Text, string Language) Resolve(string language)
    {
        foreach (var candidate in (ReadOnlySpan<string>)[language, "vi", "en", "lo"])
            if (In(candidate) is { } text)
                return (text, candidate);
        return ("", language);
    }
}
