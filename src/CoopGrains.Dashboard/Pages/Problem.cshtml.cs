using CoopGrains.Dashboard.Site;

namespace CoopGrains.Dashboard.Pages;

/// <summary>What went wrong, in words.</summary>
[ForStrangers]
public sealed class ProblemPage : SitePage
{
    /// <summary>The problem.</summary>
    public PageProblem Problem { get; private set; } = null!;

    /// <summary>Shows it; by itself it is nowhere.</summary>
    public Microsoft.AspNetCore.Mvc.IActionResult OnGet() => Show();

    /// <summary>Shows what became of a form.</summary>
    public Microsoft.AspNetCore.Mvc.IActionResult OnPost() => Show();

    private Microsoft.AspNetCore.Mvc.IActionResult Show()
    {
        if (HttpContext.Features.Get<PageProblem>() is not { } problem)
            return NotFound();
        (Problem, Title) = (problem, problem.Title);
        Response.StatusCode = problem.Status;
        return Page();
    }
}
