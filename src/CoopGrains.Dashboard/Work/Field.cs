namespace CoopGrains.Dashboard.Work;

/// <summary>A field of a form, with its label, what is to be known of it and what is wrong with it.</summary>
/// <param name="Page">The page.</param>
/// <param name="Form">The form.</param>
/// <param name="Name">Its name.</param>
/// <param name="Label">What it is called, in words.</param>
/// <param name="Hint">How it is written, in words; null when that is plain.</param>
/// <param name="Lines">How many lines it shows; 1 takes no breaks.</param>
/// <param name="IsRequired">True when there has to be something.</param>
public sealed record Field(FormPage Page, Form Form, string Name, string Label, string? Hint = null, int Lines = 1, bool IsRequired = false)
{
    /// <summary>The ids of what describes it; null when nothing does.</summary>
    public string? DescribedBy
    {
        get
        {
            var ids = new List<string>();
            if (Form.ErrorsOf(Name).Count > 0)
                ids.Add(ErrorId);
            if (Hint is not null)
                ids.Add(HintId);
            return ids.Count == 0 ? null : string.Join(' ', ids);
        }
    }

    /// <summary>The id of its hint.</summary>
    public string HintId => Form.Id(Name) + "-hint";

    /// <summary>The id of its errors.</summary>
    public string ErrorId => Form.Id(Name) + "-error";
}

/// <summary>The beginning of a form: what it carries without showing it, and what was wrong with it.</summary>
/// <param name="Page">The page.</param>
/// <param name="Form">The form.</param>
public sealed record FormHead(FormPage Page, Form Form);

/// <summary>A field of an act.</summary>
/// <param name="Page">The page.</param>
/// <param name="Form">The form.</param>
/// <param name="Field">What is typed into it.</param>
public sealed record ActFieldPart(ActPage Page, Form Form, ActField Field);
