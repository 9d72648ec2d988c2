using GraphQLParser;
using GraphQLParser.Exceptions;

namespace CyberVoisins.Server.Api.Http.Limits;

/// <summary>The limits that are known from the text alone, checked before the parser builds anything.</summary>
internal static class DocumentText
{
    /// <exception cref="LimitExceeded">The text is too long, or has too many tokens, brackets within brackets or directives.</exception>
    public static void Check(string text, DocumentLimits limits)
    {
        LimitExceeded.Check(ErrorCodes.DocumentTooLong, "Characters in a document", text.Length, limits.Characters,
            "Move values to variables, or split the document.");

        var (tokens, nesting, directives) = Count(text);
        LimitExceeded.Check(ErrorCodes.TooManyTokens, "Tokens in a document", tokens, limits.Tokens,
            "Move lists of values to variables, or split the document.");
        LimitExceeded.Check(ErrorCodes.TooNested, "Brackets within brackets", nesting, limits.Nesting,
            "Flatten the selection or the value.");
        LimitExceeded.Check(ErrorCodes.TooManyDirectives, "Directives in a document", directives, limits.Directives,
            "Put the directive on an enclosing fragment, or split the document.");
    }

    private static (int Tokens, int Nesting, int Directives) Count(string text)
    {
        var (tokens, nesting, directives, open) = (0, 0, 0, 0);
        try
        {
            for (var token = Lexer.Lex(text, 0); token.Kind != TokenKind.EOF; token = Lexer.Lex(text, token.End))
            {
                tokens++;
                if (token.Kind == TokenKind.AT)
                    directives++;
                else if (token.Kind is TokenKind.BRACE_L or TokenKind.BRACKET_L or TokenKind.PAREN_L)
                    nesting = Math.Max(nesting, ++open);
                else if (token.Kind is TokenKind.BRACE_R or TokenKind.BRACKET_R or TokenKind.PAREN_R)
                    open--;
            }
        }
        catch (GraphQLSyntaxErrorException)
        {
            // The parser meets the same fault and reports it with its location.
        }

        return (tokens, nesting, directives);
    }
}
