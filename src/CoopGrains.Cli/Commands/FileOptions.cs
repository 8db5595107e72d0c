using System.CommandLine;

namespace CoopGrains.Cli.Commands;

/// <summary>What commands about files share.</summary>
internal static class FileOptions
{
    private static readonly (string Extension, string MediaType)[] Types =
    [
        (".csv", "text/csv"), (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (".json", "application/json"),
    ];

    public static Option<string> Language()
    {
        var language = new Option<string>("--lang")
        {
            Description = "The language of headers and messages: vi, lo or en",
            HelpName = "LANG",
            DefaultValueFactory = _ => "en",
        };
        language.AcceptOnlyFromAmong("vi", "lo", "en");
        return language;
    }

    /// <summary>The media type of a file by its name.</summary>
    public static string MediaTypeOf(string file) =>
        Types.FirstOrDefault(type => file.EndsWith(type.Extension, StringComparison.OrdinalIgnoreCase)).MediaType
            ?? throw new Failure($"{file} is called neither .csv nor .xlsx nor .json", Failure.Usage);

    /// <summary>Writes a file under another name until it is whole: what was broken off is none.</summary>
    public static async Task<T> WholeAsync<T>(string file, Func<string, Task<T>> write)
    {
        var part = file + ".part";
        try
        {
            Remove();
            var written = await write(part);
            File.Move(part, file, overwrite: true);
            return written;
        }
        finally
        {
            Remove();
        }

        // Of a folder that is not there nothing is removed.
        void Remove()
        {
            if (File.Exists(part))
                File.Delete(part);
        }
    }

    /// <summary>A file to be written anew.</summary>
    public static FileStream Create(string file)
    {
        try
        {
            return File.Create(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new Failure($"{file} cannot be written: {exception.Message}");
        }
    }
}
