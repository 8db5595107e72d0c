using CoopGrains.Contracts;
using CoopGrains.Dashboard.Site;
using CoopGrains.Dashboard.Work;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace CoopGrains.Dashboard.Pages;

/// <summary>Takes a file of entries, which is tried before anything is written.</summary>
[TakesForms]
[RequestSizeLimit(2 * LargestFile)]
public sealed class ImportsPage : FormPage
{
    private const int LargestFile = 20 * 1024 * 1024;
    private const string Try = "try";

    /// <summary>True when the reader has the role; the API decides.</summary>
    public bool Reports => Actor.Roles.HasFlag(Roles.Recorder);

    /// <summary>Shows the form.</summary>
    public void OnGet() => Title = Words["import.title"];

    /// <summary>Tries the file.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        Title = Words["import.title"];
        var form = await SentAsync();
        if (Request.Form.Files["file"] is not { Length: > 0 } file)
        {
            form.Refuse("file", new("", "", Words["import.none"]));
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        var answer = await Commands.ImportAsync(HttpContext, new(form.Operation, Words.Language, form["strategy"] == "correct", file, null));
        if (answer.IsAccepted)
            return SeeOther("/my-work/imports/" + answer.Body.GetProperty("id").GetString());
        form.Refuse(answer.Body);
        Response.StatusCode = answer.Status;
        return Page();
    }

    /// <summary>The form.</summary>
    public Form Sheet => FormOf(Try);
}
