using CoopGrains.Contracts;
using Microsoft.AspNetCore.Html;

namespace CoopGrains.Dashboard.Languages;

/// <summary>Words that need markup: texts that are in another language, figures, lights.</summary>
public sealed partial class PageWords
{
    /// <summary>A text of a book. Where nobody has written it in the page's language, it is in another, and says so.</summary>
    public IHtmlContent Text(LocalizedText text)
    {
        var (words, language) = text.Resolve(Language);
        var content = new HtmlContentBuilder();
        return language == Language
            ? content.Append(words)
            : content.AppendHtml($"<span lang=\"{language}\">").Append(words).AppendHtml("</span> <span class=\"mark\" title=\"")
                .Append(this["text.missing"]).AppendHtml("\">").Append(language).AppendHtml("</span>");
    }

    /// <summary>Such a text where there is no room for markup: what is in another language names that behind it.</summary>
    public string Named(LocalizedText text)
    {
        var (words, language) = text.Resolve(Language);
        return language == Language ? words : $"{words} [{language}]";
    }

    /// <summary>A figure: its value without its unit, and what limits it; words where there is none.</summary>
    /// <param name="amount">The figure.</param>
    /// <param name="absent">The key of the words for none.</param>
    public IHtmlContent Figure(Amount? amount, string absent = "figure.none")
    {
        var content = new HtmlContentBuilder();
        if (amount is null)
            return content.AppendHtml("<span class=\"none\">").Append(this[absent]).AppendHtml("</span>");
        content.AppendHtml("<span class=\"num\">").Append(Value(amount)).AppendHtml("</span>");
        return amount.Estimate
            ? content.AppendHtml(" <span class=\"mark\">").Append(this["amount.estimate"]).AppendHtml("</span>")
            : content;
    }

    /// <summary>A status light: color, pattern and words.</summary>
    public IHtmlContent Light(StatusLight? light) => new HtmlContentBuilder()
        .AppendHtml($"<span class=\"light light-{CodeOf(light)}\"><span class=\"swatch\" aria-hidden=\"true\"></span>")
        .Append(WordOf(light)).AppendHtml("</span>");

    /// <summary>A light in words.</summary>
    public string WordOf(StatusLight? light) => light is { } known ? Of(known) : this["light.none"];

    /// <summary>The name of a light in the style sheet.</summary>
    public static string CodeOf(StatusLight? light) => light is { } known ? EnumCodes.Of(known) : "none";
}
