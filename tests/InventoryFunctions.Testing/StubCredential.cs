using Azure.Core;

namespace InventoryFunctions.Testing;

/// <summary>Hands out a fixed token and keeps the scopes it was asked for.</summary>
public sealed class StubCredential : TokenCredential
{
    public const string Token = "token-of-the-test";

    public List<string> Scopes { get; } = [];

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Scopes.AddRange(requestContext.Scopes);
        return new AccessToken(Token, DateTimeOffset.MaxValue);
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
