using CoopGrains.Contracts;

namespace Gateway.Tests.Kit;

/// <summary>Bodies that are right, as a base for those that are wrong.</summary>
public static class Bodies
{
    public const string Commitment = """
        {"id":"students","title":{"vi":"Học bổng","en":"Scholarships"},"givers":["vn-db"],"beneficiaries":["la-lpb"],
         "areas":["education"],"basis":{"kind":"practice"},"indicator":"students","measure":"sum","unit":"person","cadence":"yearly",
         "yearly":{"from":2025,"to":2027,"amount":{"value":"30","unit":"person"}},"sources":[{"source":"S0","line":11}]}
        """;

    public const string Entry =
        """{"amount":{"value":"30","unit":"person"},"occurred":{"from":"2025-01","to":"2025-12"},"meaning":"new places"}""";

    public static string Province(string id, string vi, string lo, string en) =>
        $$"""
        {"id":"{{id}}","names":{"name":{"vi":"{{vi}}","lo":"{{lo}}","en":"{{en}}"},"aliases":[] },"iso":"{{id.ToUpperInvariant()}}"}
        """;

    public static string Agency(string id) => $$"""{"id":"{{id}}","name":{"en":"Office {{id}}"} }""";

    public static string Council(string id) => $$"""{"id":"{{id}}","name":{"en":"Council {{id}}"},"oversees":true}""";

    public static string Rights(Actor actor) =>
        $$"""{"roles":["{{string.Join("\",\"", RolesJson.Names(actor.Roles))}}"],"cleared":{{(actor.Cleared ? "true" : "false")}}}""";

    public static string Program(string id) =>
        $$"""{"id":"{{id}}","title":{"vi":"Chương trình {{id}}"},"parties":["vn-db","la-lpb"],"areas":["education"]}""";

    public static string RestrictedProgram => """{"title":{"vi":"Biên giới"},"parties":["vn-db","la-lpb"],"restricted":true}""";

    public static string RestrictedDraft => """
        {"type":"minutesOfCooperation","parties":["vn-db","la-lpb"],"restricted":true,
         "text":{"title":{"vi":"Biên bản biên giới"},"term":{"from":"2025","to":"2027"} } }
        """;

    public static string Draft(string id) =>
        $$"""
        {"id":"{{id}}","type":"minutesOfCooperation","parties":["vn-db","la-lpb"],
         "text":{"title":{"vi":"Biên bản {{id}}"},"term":{"from":"2025","to":"2027"} } }
        """;

    public static string Text(string title) => $$"""{"text":{"title":{"vi":"{{title}}"},"term":{"from":"2025","to":"2027"} } }""";
}
