using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Words to look for in names and titles, folded as <see cref="NameFold"/> does: each has to be found, in any order.</summary>
public readonly record struct Words
{
    private readonly string[]? _folded;
    private readonly string? _province;

    private Words(string[] folded, string province) => (_folded, _province) = (folded, province);

    /// <summary>The words of a text; for null, none, which are in everything. A text without a letter or digit is in nothing.</summary>
    public static Words Of(string? text)
    {
        if (text is null)
            return default;
        var written = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var folded = Array.FindAll(Array.ConvertAll(written, Word), word => word.Length > 0);
        return new(folded, NameFold.OfProvince(text));
    }

    /// <summary>True when they are in a name.</summary>
    public bool AreIn(string name) => _folded is null || Hold(NameFold.Of(name));

    /// <summary>True when they are in a text in any of its languages, or partly in one and partly in another.</summary>
    public bool AreIn(LocalizedText? text) => _folded is null || Hold(Folded(text));

    /// <summary>True when they are in an office-holder's name, office and titles together.</summary>
    public bool AreIn(string person, LocalizedText office, LocalizedText? titles) =>
        _folded is null || Hold($"{NameFold.Of(person)}\n{Folded(office)}\n{Folded(titles)}");

    /// <summary>True when they are in one of a province's names, with or without the word for province.</summary>
    public bool AreIn(ProvinceNames names)
    {
        if (_folded is null)
            return true;
        foreach (var spelling in names.Aliases.Append(names.Name.Vi).Append(names.Name.Lo).Append(names.Name.En).OfType<string>())
            if (Hold(NameFold.Of(spelling))
                || (_province is { Length: > 0 } && NameFold.OfProvince(spelling).Contains(_province, StringComparison.Ordinal)))
                return true;
        return false;
    }

    private static string Folded(LocalizedText? text) => text is null ? "" : $"{Fold(text.Vi)}\n{Fold(text.Lo)}\n{Fold(text.En)}";

    // As signs and newspapers shorten it.
    private static string Word(string written) => NameFold.Of(written) is var word && word == "tp" ? "thanhpho" : word;

    private static string Fold(string? text) => text is null ? "" : NameFold.Of(text);

    private bool Hold(string folded)
    {
        foreach (var word in _folded!)
            if (!folded.Contains(word, StringComparison.Ordinal))
                return false;
        return _folded.Length > 0;
    }
}
