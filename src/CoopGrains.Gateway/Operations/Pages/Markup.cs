using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace CoopGrains.Gateway.Operations.Pages;

/// <summary>HTML that is safe to send: whatever was put into it, other than markup, was encoded.</summary>
internal readonly record struct Markup
{
    private readonly string? _html;

    private Markup(string html) => _html = html;

    /// <summary>Nothing.</summary>
    public static Markup None => default;

    /// <summary>The literal parts as they stand; every value in them encoded unless it is markup itself.</summary>
    public static Markup Of(Handler html) => new(html.Text);

    /// <summary>One after the other.</summary>
    public static Markup Each<T>(IEnumerable<T> items, Func<T, Markup> one)
    {
        var html = new StringBuilder();
        foreach (var item in items)
            html.Append(one(item));
        return new(html.ToString());
    }

    /// <summary>One thing or nothing.</summary>
    public static Markup If(bool shown, Func<Markup> what) => shown ? what() : None;

    public override string ToString() => _html ?? "";

    /// <summary>Puts values between literal parts.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Handler(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _html = new(literalLength + formattedCount * 16);

        public string Text => _html.ToString();

        public void AppendLiteral(string html) => _html.Append(html);

        public void AppendFormatted(Markup html) => _html.Append(html.ToString());

        public void AppendFormatted(string? text) => _html.Append(WebUtility.HtmlEncode(text));

        public void AppendFormatted<T>(T value, string? format = null)
            where T : IFormattable => AppendFormatted(value.ToString(format, CultureInfo.InvariantCulture));
    }
}
