using System.Text.RegularExpressions;

namespace Gateway.Tests.Kit;

/// <summary>What an answer shows, whoever is answered.</summary>
internal static partial class Shown
{
    /// <summary>The answer's text; of a page its content, without who reads it and when, and without the operations that its forms are for.</summary>
    public static string Of(Reply reply) =>
        Content().Match(reply.Text) is { Success: true } content ? Operation().Replace(Moment().Replace(content.Value, ""), "") : reply.Text;

    [GeneratedRegex("<main.*</main>", RegexOptions.Singleline)]
    private static partial Regex Content();

    [GeneratedRegex("<time .*?</time>")]
    private static partial Regex Moment();

    [GeneratedRegex("<input type=\"hidden\" name=\"operation\" value=\"[0-9a-f]+\">")]
    private static partial Regex Operation();
}
