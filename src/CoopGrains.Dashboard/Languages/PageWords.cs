using System.Globalization;
using CoopGrains.Contracts;

namespace CoopGrains.Dashboard.Languages;

/// <summary>The words of one language: texts of the pages, codes in words, numbers and dates as the language writes them.</summary>
public sealed partial class PageWords
{
    // Both countries keep UTC+7 all year.
    private static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    private static readonly PageWords Vi = new("vi"), Lo = new("lo"), En = new("en");

    private readonly NumberFormatInfo _numbers;

    private PageWords(string language)
    {
        Language = language;
        var isEnglish = language == "en";
        _numbers = new()
        {
            NumberDecimalSeparator = isEnglish ? "." : ",",
            NumberGroupSeparator = isEnglish ? "," : ".",
            NumberGroupSizes = [3],
            NegativeSign = "−",
        };
    }

    /// <summary>vi, lo or en.</summary>
    public string Language { get; }

    /// <summary>A text of the pages.</summary>
    public string this[string key] => PageTexts.Find(Language, key);

    /// <summary>The words of a language.</summary>
    public static PageWords Of(string language) => language switch { "vi" => Vi, "lo" => Lo, _ => En };

    /// <summary>A text with values in the places <c>{0}</c>, <c>{1}</c>.</summary>
    public string Filled(string key, params object[] values) => string.Format(CultureInfo.InvariantCulture, this[key],
        [.. values.Select(value => value is int number ? Number(number) : value)]);

    /// <summary>What a code means.</summary>
    public string Of(Enum code) => Vocabulary.Find(code) is { } words ? Marked(words) : EnumCodes.Of(code);

    /// <summary>What a code of a kind means, or the code where nobody has put it into words.</summary>
    public string Of(string kind, string code) => Vocabulary.Find(kind, code) is { } words ? Marked(words) : code;

    /// <summary>What a unit is called.</summary>
    public string Unit(string unit) => Of(Vocabulary.Unit, unit);

    /// <summary>What an indicator is called.</summary>
    public string Indicator(string indicator) => Of(Vocabulary.Indicator, indicator);

    /// <summary>A number as the language writes it.</summary>
    public string Number(decimal value) => value.ToString("#,##0.############", _numbers);

    /// <summary>The value of an amount, with its bound and whether it is an estimate, without its unit.</summary>
    public string Value(Amount amount) => amount.Bound switch
    {
        Bound.AtLeast => "≥ ",
        Bound.AtMost => "≤ ",
        Bound.About => "≈ ",
        _ => "",
    } + Number(amount.Value);

    /// <summary>A day.</summary>
    public string Day(DateOnly day) => Language == "en"
        ? $"{day.Day} {Month(day.Month)} {day.Year:0000}"
        : $"{day.Day:00}/{day.Month:00}/{day.Year:0000}";

    /// <summary>A date as far as it is known; a year that was inferred is marked.</summary>
    public string Date(PartialDate date) => (date.Month, date.Day) switch
    {
        (0, _) => $"{date.Year:0000}",
        (_, 0) => Language == "en" ? $"{Month(date.Month)} {date.Year:0000}" : $"{date.Month:00}/{date.Year:0000}",
        _ => Day(date.First),
    } + (date.YearInferred ? $" ({this["date.inferred"]})" : "");

    /// <summary>From when to when.</summary>
    public string Window(Window window) => window.From == window.To ? Date(window.From)
        : $"{Date(window.From)} – {(window.To is { } end ? Date(end) : this["date.open"])}";

    /// <summary>From when to when something was so, as far as it is stated.</summary>
    public string Validity(Validity validity) => (validity.From, validity.To) switch
    {
        ({ } from, { } to) => Window(new() { From = from, To = to }),
        ({ } from, null) => Filled("valid.from", Date(from)),
        (null, { } to) => Filled("valid.to", Date(to)),
        _ => validity.SeenOn is [.., var seen] ? Filled("valid.seen", Date(seen)) : this["not-stated"],
    };

    /// <summary>A named part of a figure.</summary>
    public string Part(string name) => name switch
    {
        "imports" => this["trade.imports"],
        "exports" => this["trade.exports"],
        _ => name,
    };

    /// <summary>What happened, by the stored name of an event.</summary>
    public string Event(string name) => this["event." + name];

    /// <summary>The name of a value, behind those of what it is in.</summary>
    public string Field(string path) => string.Join(" · ", path.Split(' ').Select(name =>
        PageTexts.Has("field." + name) ? this["field." + name] : name));

    /// <summary>A value as an event holds it: a code in words, any other text as it is.</summary>
    public string Code(string value) => Vocabulary.All.Kinds.Select(kind => Vocabulary.Find(kind.Kind, value)).OfType<LocalizedText>()
        .FirstOrDefault() is { } words ? Marked(words) : PartialDate.TryParse(value, out var date) && value.Length > 4 ? Date(date) : value;

    /// <summary>Where a quotation stands.</summary>
    public string Source(Provenance source) => source.Line is { } line ? Filled("source.line", source.Source, line) : source.Source;

    /// <summary>A period as figures name it: a year, a window, or what lies outside of all.</summary>
    public string Period(string? period) => period switch
    {
        null => this["period.all"],
        "outside" => this["period.outside"],
        _ when period.Split('/') is [var from, var to] && PartialDate.TryParse(from, out var first) => PartialDate.TryParse(to, out var last)
            ? Window(new() { From = first, To = last })
            : Window(new() { From = first }),
        _ => PartialDate.TryParse(period, out var date) ? Date(date) : period,
    };

    /// <summary>An instant, to the minute, in the time of both countries.</summary>
    public string Instant(DateTimeOffset instant)
    {
        var local = instant.ToOffset(Offset);
        return $"{Day(DateOnly.FromDateTime(local.DateTime))}, {local.Hour:00}:{local.Minute:00}";
    }

    private string Marked(LocalizedText words) => words.In(Language) ?? PageTexts.Missing + words.Resolve(Language).Text;

    private string Month(int month) => this["month." + month.ToString(CultureInfo.InvariantCulture)];
}
