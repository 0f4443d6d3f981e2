namespace InventoryFunctions.Api;

/// <summary>Ends a request with <see cref="Problem"/>; <see cref="ApiEndpoint"/> turns it into the answer.</summary>
public sealed class ApiException(ApiProblem problem) : Exception(problem.Detail)
{
    /// <summary>The answer.</summary>
    public ApiProblem Problem { get; } = problem;
}
