using System.Globalization;

namespace CoopGrains.Gateway.Requests;

/// <summary>JSON pointers (RFC 6901).</summary>
internal static class JsonPointer
{
    /// <summary>A member of what is pointed at.</summary>
    public static string Add(string pointer, string member) =>
        pointer + "/" + (member.AsSpan().ContainsAny('~', '/') ? member.Replace("~", "~0").Replace("/", "~1") : member);

    /// <summary>An item of what is pointed at.</summary>
    public static string Add(string pointer, int index) => pointer + "/" + index.ToString(CultureInfo.InvariantCulture);
}
