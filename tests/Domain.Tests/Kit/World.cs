using CoopGrains.Contracts;

namespace Domain.Tests;

/// <summary>The small world of these tests: Điện Biên and three Lao provinces, on 2026-11-21 (UTC+7).</summary>
internal static class World
{
    public const Roles All = Roles.Recorder | Roles.Confirmer | Roles.Coordinator;

    public static readonly ValueList<string> Network = ["vn-db", "la-psl", "la-odx", "la-lpb"];

    public static readonly DateTimeOffset Now = At(2026, 11, 21);

    public static readonly Actor Db = Who("vn-db");
    public static readonly Actor Psl = Who("la-psl");
    public static readonly Actor Odx = Who("la-odx");
    public static readonly Actor Lpb = Who("la-lpb");
    public static readonly Actor Hanoi = Who("vn");
    public static readonly Actor Vientiane = Who("la");
    public static readonly Actor Bokeo = Who("la-bko");
    public static readonly Actor Operator = new() { User = "op", Agency = "operators", Side = Side.None, Body = "", Roles = Roles.Operator };

    public static readonly AgreementTerms Terms = new()
    {
        Agreement = BookKey.Agreement("db-north-2025-2027"),
        Version = 7,
        State = AgreementState.InForce,
        Term = Years(2025, 2027),
        Parties = Network,
        RenewedBy = [BookKey.Agreement("db-north-2028-2030")],
        Restricted = false,
    };

    /// <summary>What is entered with it is in force as stated.</summary>
    public static readonly ValueList<Provenance> Story = [new() { Source = "S0", Line = 11 }];

    public static Actor Who(string body, Roles roles = All, string user = "an", string agency = "office", bool cleared = false) => new()
    {
        User = user,
        Agency = $"{body}-{agency}",
        Side = Parties.SideOf(body),
        Body = body,
        Roles = roles,
        Cleared = cleared,
    };

    public static DateTimeOffset At(int year, int month, int day) => new(year, month, day, 9, 0, 0, TimeSpan.FromHours(7));

    public static LocalizedText Vi(string text) => new() { Vi = text };

    public static PartialDate Date(string text) => PartialDate.TryParse(text, out var date) ? date : throw new FormatException(text);

    public static Window Span(string from, string? to) => new() { From = Date(from), To = to is null ? null : Date(to) };

    public static Window Years(int from, int to) => new() { From = PartialDate.OfYear(from), To = PartialDate.OfYear(to) };

    public static Amount Of(decimal value, string unit = "person", Bound bound = Bound.Exact, bool estimate = false) =>
        new() { Value = value, Unit = unit, Bound = bound, Estimate = estimate };

    public static AddCommitment Commit(
        string id, Measure measure = Measure.Sum, string? unit = "person", Cadence cadence = Cadence.Yearly, ValueList<string> to = default) => new()
        {
            Id = id,
            Title = Vi("cam kết " + id),
            Givers = ["vn-db"],
            Beneficiaries = to.IsEmpty ? ["la-lpb"] : to,
            Basis = new() { Kind = BasisKind.Practice },
            Indicator = "students",
            Measure = measure,
            Unit = unit,
            Cadence = cadence,
            Sources = Story,
        };

    public static ReportFulfilment Report(string commitment, Amount? amount, string from = "2025-03", string? to = "2025-04") =>
        new() { Commitment = commitment, Amount = amount, Occurred = Span(from, to) };
}
