using System.Globalization;
using System.Text.Json.Serialization;
using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Api;

/// <summary>Writes an <see cref="ApiProblem"/> as RFC 9457 problem details.</summary>
internal static class ProblemResult
{
    public static ApiResult Of(ApiProblem problem, string instance)
    {
        ApiResult result = new(problem.Status, new Body("about:blank", problem.Title, problem.Status, problem.Detail, instance, problem.Errors))
        {
            ContentType = "application/problem+json",
        };
        return problem.RetryAfter is { } wait
            ? result.WithHeader("Retry-After", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture))
            : result;
    }

    private sealed record Body(
        string Type,
        string Title,
        int Status,
        string Detail,
        string Instance,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<BrokenRule>? Errors);
}
