using System.Buffers;
using CoopGrains.Gateway.Problems;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace CoopGrains.Gateway.Files;

/// <summary>A file as it was sent.</summary>
internal readonly record struct ImportBody(FileFormat Format, ReadOnlyMemory<byte> Content, string? Charset)
{
    /// <summary>How forms send files.</summary>
    public const string Multipart = "multipart/form-data";

    /// <summary>Largest file.</summary>
    public const int Most = 20 * 1024 * 1024;

    /// <summary>Reads the file of a request: its body, or the one part of a form.</summary>
    /// <exception cref="ProblemException">413: it is too large. 415: it is of no kind that is taken. 422: it is no form with one file.</exception>
    public static async Task<ImportBody> ReadAsync(HttpContext http)
    {
        // Somewhat too much is read to its end, so that its sender hears why it is refused.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = 2 * Most;
        if (http.Request.ContentLength > Most)
            throw new Problem(Codes.BodyTooLarge).Thrown();
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || http.Request.Headers.ContentEncoding.Count > 0)
            throw NotTaken();
        if (!type.MediaType.Equals(Multipart, StringComparison.OrdinalIgnoreCase))
            return new(FormatOf(type), await ReadAsync(http.Request.Body, http.RequestAborted), CharsetOf(type));
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (boundary is not { Length: > 0 and <= 70 })
            throw Sheet.Unreadable("the form names no boundary");
        try
        {
            return await PartAsync(new MultipartReader(boundary, http.Request.Body) { HeadersCountLimit = 8 }, http.RequestAborted);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw Sheet.Unreadable("it is no form with one file");
        }
    }

    private static async Task<ImportBody> PartAsync(MultipartReader form, CancellationToken ct)
    {
        ImportBody? found = null;
        while (await form.ReadNextSectionAsync(ct) is { } section)
        {
            if (found is not null || !MediaTypeHeaderValue.TryParse(section.ContentType, out var type))
                throw Sheet.Unreadable("the form has more than one file, or one of no kind");
            found = new(FormatOf(type), await ReadAsync(section.Body, ct), CharsetOf(type));
        }
        return found ?? throw Sheet.Unreadable("the form has no file");
    }

    private static FileFormat FormatOf(MediaTypeHeaderValue type)
    {
        foreach (var (format, mediaType, _) in RowFile.Formats)
            if (type.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
                return format;
        throw NotTaken();
    }

    private static ProblemException NotTaken() => Problem.With(
        Codes.FileTypeNotTaken, ("values", string.Join(", ", RowFile.Formats.Select(known => known.MediaType)))).Thrown();

    private static string? CharsetOf(MediaTypeHeaderValue type) => HeaderUtilities.RemoveQuotes(type.Charset).Value;

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream body, CancellationToken ct)
    {
        using var content = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (await body.ReadAsync(buffer, ct) is > 0 and var read)
            {
                if (content.Length + read > Most)
                    throw new Problem(Codes.BodyTooLarge).Thrown();
                content.Write(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }
}
