using System.Globalization;
using System.Text.RegularExpressions;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Problems;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Lists;

/// <summary>Reads what currency a request wants to be shown besides, and by which rates.</summary>
internal static partial class AskedConversion
{
    private const string CurrencyForm = "USD";
    private const string RateForm = "VND:0.000039";
    private const int MostRates = 10;

    /// <summary>The parameters: all of them, or none.</summary>
    public static readonly string[] Parameters = ["in", "rate", "source", "date"];

    /// <summary>The conversion, or null when none of its parameters is there.</summary>
    /// <param name="request">The request.</param>
    /// <param name="today">Today's civil date: no source has a rate of a later one.</param>
    public static Conversion? Of(HttpRequest request, DateOnly today)
    {
        if (!Parameters.Any(request.Query.ContainsKey))
            return null;
        var asked = new Conversion
        {
            In = Query.Text(request, "in", form: CurrencyForm) ?? throw Query.Missing("in"),
            Rates = Query.Texts(request, "rate", MostRates, RateForm)?.Select(RateOf).ToValueList() ?? throw Query.Missing("rate"),
            Source = Query.Text(request, "source") ?? throw Query.Missing("source"),
            Date = Query.Date(request, "date") ?? throw Query.Missing("date"),
        };
        if (asked.Date.First > today)
            throw Problem.With(RefusalCodes.DateInFuture, ("field", "date")).Thrown();
        return Conversions.Refuses(asked) is { } refused ? throw Problem.Of(refused).Thrown() : asked;
    }

    private static ConversionRate RateOf(string text) => Rate().Match(text) is { Success: true } rate
        ? new() { From = rate.Groups[1].Value, Rate = decimal.Parse(rate.Groups[2].Value, CultureInfo.InvariantCulture) }
        : throw Problem.With(Codes.QueryInvalid, ("field", "rate"), ("form", RateForm)).Thrown();

    // As many digits as a decimal holds; how large and how fine it may be is a rule of its own.
    [GeneratedRegex(@"^([A-Z]{3}):([0-9]{1,12}(?:\.[0-9]{1,16})?)$")]
    private static partial Regex Rate();
}
