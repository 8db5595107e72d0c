using CoopGrains.Dashboard.Languages;

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
    /// <summary>True to say that it may be left empty.</summary>
    public bool IsOptional { get; init; }

    /// <summary>What is proposed for it, by code and in words.</summary>
    public IReadOnlyList<(string Code, string Words)> Proposed { get; init; } = [];

    /// <summary>What else it stands for, whose errors are shown with it; null when there is no such thing.</summary>
    public string? At { get; init; }

    /// <summary>Its id on the page; where it stands for more, an error of that leads to it.</summary>
    public string Id => Form.Id(At ?? Name);

    /// <summary>What is wrong with it.</summary>
    public IEnumerable<PageError> Errors => At is null ? Form.ErrorsOf(Name) : Form.ErrorsOf(At).Concat(Form.ErrorsOf(Name));

    /// <summary>The ids of what describes it; null when nothing does.</summary>
    public string? DescribedBy
    {
        get
        {
            var ids = new List<string>();
            if (Errors.Any())
                ids.Add(ErrorId);
            if (Hint is not null)
                ids.Add(HintId);
            return ids.Count == 0 ? null : string.Join(' ', ids);
        }
    }

    /// <summary>The id of its hint.</summary>
    public string HintId => Id + "-hint";

    /// <summary>The id of its errors.</summary>
    public string ErrorId => Id + "-error";
}

/// <summary>The beginning of a form: what it carries without showing it, and what was wrong with it.</summary>
/// <param name="Page">The page.</param>
/// <param name="Form">The form.</param>
public sealed record FormHead(FormPage Page, Form Form);

/// <summary>A field of an act.</summary>
/// <param name="Page">The page.</param>
/// <param name="Form">The form.</param>
/// <param name="Act">The act.</param>
/// <param name="Field">What is typed into it.</param>
/// <param name="Within">The names that lead to it, with what parts them; empty at the top.</param>
public sealed record ActFieldPart(ActPage Page, Form Form, Act Act, ActField Field, string Within = "")
{
    private const int Blank = 2;
    private const int More = 5;

    /// <summary>Its name in the form.</summary>
    public string Name => Within + Field.Name;

    /// <summary>What it is called.</summary>
    public string Label => Text("") ?? Page.Words["act." + Field.Name];

    /// <summary>How it is written; null where that is plain.</summary>
    public string? Hint => Text(".hint") ?? (Field.Typed == Typed.Date && Within.Length == 0 ? Page.Words["work.report.when.hint"] : null);

    /// <summary>Its field in one of the values, or of the group, that it stands for.</summary>
    public ActFieldPart Inner(ActField inner, int? at = null) => this with
    {
        Field = inner,
        Within = at is null ? $"{Name}{ActBody.Within}" : $"{Name}{ActBody.Within}{at}{ActBody.Within}",
    };

    /// <summary>The numbers of the values that it shows: those that are typed, and some that can be.</summary>
    public IEnumerable<int> Rows
    {
        get
        {
            var typed = Form.RowsOf(Name).ToList();
            var next = typed.Count == 0 ? 0 : typed[^1] + 1;
            return typed.Concat(Enumerable.Range(next, Form[Form.MoreField] == Name ? More : typed.Count == 0 ? Blank : 1));
        }
    }

    /// <summary>True when something is typed into it, or wrong with it.</summary>
    public bool IsTyped => Form.HasWithin(Name);

    // As the act calls it, or what it stands in, or as it is called wherever nobody says otherwise.
    private string? Text(string what)
    {
        var names = Name.Split(ActBody.Within).Where(name => !int.TryParse(name, out _)).ToList();
        var path = string.Join(ActBody.Within, names);
        var near = string.Join(ActBody.Within, names.TakeLast(2));
        foreach (var key in (string[])[$"act.{Act.Do}.{path}{what}", $"act.{path}{what}", $"act.{near}{what}", $"act.{Field.Name}{what}"])
            if (PageTexts.Has(key))
                return Page.Words[key];
        return null;
    }
}
