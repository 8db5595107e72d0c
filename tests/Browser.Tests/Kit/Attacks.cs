namespace Browser.Tests.Kit;

/// <summary>Texts that run, were they ever taken for markup.</summary>
internal static class Attacks
{
    // {0} tells one from another.
    private static readonly string[] Ways =
    [
        "<script>alert({0})</script>", "<img src=x{0} onerror=alert({0})>", "<svg onload=alert({0})>", "<body onload=alert({0})>",
        "<iframe srcdoc='<script>parent.alert({0})</script>'></iframe>",
        "<a href='javascript:alert({0})' autofocus onfocus=alert({0})>x</a>",
        "<ScRiPt>alert({0})</sCrIpT>", "<details open ontoggle=alert({0})>", "<style>*{{left:{0}px}}</style>",
        "<link rel=stylesheet href=//x.invalid/{0}>", "<meta http-equiv=refresh content='0;url=//x.invalid/{0}'>",
        "<input autofocus onfocus=alert({0})>", "<video><source onerror=alert({0})></video>",
        "<form action=//x.invalid/{0}><button autofocus onfocus=alert({0})>", "<object data='javascript:alert({0})'></object>",
        "<embed src=//x.invalid/{0}>", "<math><mtext><script>alert({0})</script></mtext></math>", "<base href=//x.invalid/{0}>",
        "javascript:alert({0})", "&lt;script&gt;alert({0})&lt;/script&gt;",
    ];

    private static readonly string[] Before =
        ["", "\"", "'", "\">", "'>", "</textarea>", "</title>", "-->", "</script>", "\" autofocus onfocus=alert(0) x=\""];

    /// <summary>200 of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Before.SelectMany((before, at) => Ways.Select((way, i) =>
            before + string.Format(System.Globalization.CultureInfo.InvariantCulture, way, 1000 + (at * Ways.Length) + i))),
    ];
}
